// Draws SVG as PNG, because Slack shows no SVG: resvg as WebAssembly, with one font of our own.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Charts } from '../ports/slack.ts';

const FONT_NAME = 'DejaVu Sans';

/** The engine and the font are loaded for the first picture: no start pays for them, and few runs draw. */
export function createCharts(): Charts {
  return {
    async draw(svg) {
      const { Resvg, font } = await engine();
      const options = {
        font: {
          fontBuffers: [font],
          defaultFontFamily: FONT_NAME,
          sansSerifFamily: FONT_NAME,
          loadSystemFonts: false,
        },
      };
      const resvg = new Resvg(svg, options);
      const image = resvg.render();
      try {
        return image.asPng();
      } finally {
        // WebAssembly's memory is not collected.
        image.free();
        resvg.free();
      }
    },
  };
}

/** WebAssembly can be initialised once in a process, however many adapters there are. */
let loading: ReturnType<typeof load> | undefined;

function engine(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

async function load() {
  // A function's bundle has both files beside it: whoever bundles finds them by these very words.
  const [{ initWasm, Resvg }, wasm, font] = await Promise.all([
    import('@resvg/resvg-wasm'),
    readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))),
    readFile(fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))),
  ]);
  await initWasm(wasm);
  return { Resvg, font: new Uint8Array(font) };
}
