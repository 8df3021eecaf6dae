"""Images: catalogues of acquisitions, guarded reads of their pixels, quick-looks that say nothing of where they lie."""
