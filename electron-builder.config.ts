import { FuseV1Options, FuseVersion } from '@electron/fuses';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { fuses } from './electron/main/fuses.ts';

/** Packages the renderer's bundle already holds; core and shell never load them. */
const bundled = [
  '@fontsource',
  '@mantine',
  '@tabler',
  '@tanstack',
  '@tiptap',
  'react',
  'react-dom',
  'react-i18next',
  'i18next',
  'zustand',
];

const windowsIcon = 'resources/icons/icon.ico';
const linuxIcon = 'resources/icons/icon.png';

/** Sets all nine fuses on the packed binary; `electronFuses` of electron-builder knows only eight of them. */
async function setFuses(context: AfterPackContext): Promise<void> {
  await context.packager.addElectronFuses(context, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    ...fuseWire(),
  });
}

function fuseWire(): Record<FuseV1Options, boolean> {
  return Object.fromEntries(
    Object.entries(fuses).map(([name, on]) => [FuseV1Options[name as keyof typeof fuses], on]),
  ) as Record<FuseV1Options, boolean>;
}

const configuration: Configuration = {
  appId: 'vn.banbientap.desk',
  executableName: 'ban-bien-tap',
  copyright: 'Apache-2.0',
  directories: { output: 'release', buildResources: 'resources/icons' },
  files: [
    'out/main/**/*.js',
    'out/preload/*.cjs',
    'out/renderer/**',
    'out/renderer-manifest.json',
    'package.json',
    linuxIcon,
    ...bundled.map((name) => `!node_modules/${name}/**`),
    '!node_modules/**/*.{md,map,ts,mts,cts}',
  ],
  asar: true,
  asarUnpack: [
    'node_modules/better-sqlite3/**',
    'node_modules/@img/**',
    'node_modules/sharp/**',
    'node_modules/@node-rs/**',
  ],
  // The native packages ship Node-API binaries that fit Electron as they are.
  npmRebuild: false,
  protocols: [{ name: 'Ban Bien tap', schemes: ['banbientap'] }],
  publish: null,
  afterPack: setFuses,
  win: { target: [{ target: 'nsis', arch: ['x64'] }], icon: windowsIcon },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    installerLanguages: ['vi_VN', 'en_US'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: 'ban-bien-tap-${version}-setup.${ext}',
  },
  linux: {
    target: [{ target: 'AppImage', arch: ['x64'] }],
    icon: linuxIcon,
    category: 'Office',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: 'ban-bien-tap-${version}.${ext}',
  },
};

export default configuration;
