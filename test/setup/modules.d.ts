// setup/ is JavaScript, checked by `tsc -p setup`; to the tests its modules are untyped.
declare module "*.mjs";
