// What Vite makes of these imports.
declare module '*.css';
declare module '*?url' { const address: string; export default address; }
declare module '*?worker&url' { const address: string; export default address; }
declare module 'virtual:basemap' { const address: string; export default address; }
