// WebAssembly as far as the replay uses it. Node has it; its types leave it to those of browsers.

declare namespace WebAssembly {
  class Module {
    /** @throws CompileError for what is no program */
    constructor(program: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: { readonly [from: string]: { readonly [name: string]: unknown } });
    readonly exports: { readonly [name: string]: unknown };
  }
}
