import {
  Button,
  type CSSVariablesResolver,
  colorsTuple,
  createTheme,
  Input,
  type MantineColorsTuple,
} from "@mantine/core";
import { cssVariables, dark, light, type Palette } from "./tokens";

const FONT = '"Inter Variable", ui-sans-serif, system-ui, "Segoe UI", Roboto, Arial, sans-serif';
const MONO = '"JetBrains Mono Variable", ui-monospace, Menlo, Consolas, "Liberation Mono", monospace';

// Mantine wants ten shades of each colour; which of them a component uses is said by `resolver` below.
const solid = (name: string): MantineColorsTuple => colorsTuple(`var(--fl-${name}-solid)`);

// From the lightest to the darkest of a theme, at the places where Mantine looks for borders, fields and dimmed text.
const GRAYS: MantineColorsTuple = [
  light.canvas,
  light.hover,
  light.line,
  light.line,
  light.lineStrong,
  light.mark,
  light.text3,
  light.text2,
  light.text,
  light.text,
];
const DARKS: MantineColorsTuple = [
  dark.text,
  dark.text2,
  dark.text3,
  dark.mark,
  dark.lineStrong,
  dark.line,
  dark.surface,
  dark.surface,
  dark.sunken,
  dark.canvas,
];

/** Foldline's look on Mantine: sizes, fonts, breakpoints; its colours are the CSS variables of `resolver`. */
export const theme = createTheme({
  fontFamily: FONT,
  fontFamilyMonospace: MONO,
  headings: { fontFamily: FONT, fontWeight: "600" },
  fontSizes: { xs: "11px", sm: "12px", md: "13px", lg: "15px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "18px", md: "20px", lg: "24px", xl: "24px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "2px", sm: "4px", md: "5px", lg: "6px", xl: "8px" },
  defaultRadius: "md",
  breakpoints: { xs: "640px", sm: "768px", md: "1100px", lg: "1280px", xl: "1440px" },
  primaryColor: "accent",
  colors: {
    gray: GRAYS,
    dark: DARKS,
    accent: solid("accent"),
    danger: solid("danger"),
    warning: solid("warning"),
    success: solid("success"),
  },
  focusRing: "auto",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm", variant: "default" },
      vars: (_theme, props) =>
        props.size === undefined || props.size === "sm"
          ? { root: { "--button-height": "var(--fl-control)", "--button-padding-x": "10px", "--button-fz": "12px" } }
          : { root: {} },
    }),
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "var(--fl-control)" } },
    Input: Input.extend({
      defaultProps: { size: "sm" },
      vars: (_theme, props) =>
        props.size === undefined || props.size === "sm"
          ? { wrapper: { "--input-height": "var(--fl-input)", "--input-fz": "13px" } }
          : { wrapper: {} },
    }),
    InputWrapper: { defaultProps: { size: "sm" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    NumberInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm" } },
    MultiSelect: { defaultProps: { size: "sm" } },
    DateTimePicker: { defaultProps: { size: "sm" } },
    SegmentedControl: { defaultProps: { size: "xs", transitionDuration: 0, withItemsBorders: false } },
    Switch: { defaultProps: { size: "sm" } },
    Tooltip: { defaultProps: { openDelay: 300, fz: 12, events: { hover: true, focus: true, touch: true } } },
    Modal: {
      defaultProps: {
        radius: "xl",
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 120 }, closeButtonProps: { "aria-label": "Close" } } },
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 120 } } },
    Notification: { defaultProps: { radius: "lg", closeButtonProps: { "aria-label": "Dismiss" } } },
  },
});

/** Foldline's tokens, and what Mantine's own variables are in their terms. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...cssVariables(light, "light"), ...mantineVariables(light) },
  dark: { ...cssVariables(dark, "dark"), ...mantineVariables(dark) },
});

function mantineVariables(palette: Palette): Record<string, string> {
  return {
    "--mantine-color-body": palette.surface,
    "--mantine-color-text": palette.text,
    "--mantine-color-bright": palette.text,
    "--mantine-color-dimmed": palette.text3,
    "--mantine-color-placeholder": palette.text3,
    "--mantine-color-anchor": palette.accentText,
    "--mantine-color-error": palette.dangerText,
    "--mantine-color-default": palette.surface,
    "--mantine-color-default-hover": palette.hover,
    "--mantine-color-default-color": palette.text,
    "--mantine-color-default-border": palette.lineStrong,
    "--mantine-color-disabled": palette.hover,
    "--mantine-color-disabled-color": palette.text3,
    "--mantine-color-disabled-border": palette.line,
    "--mantine-color-gray-text": palette.text2,
    "--mantine-color-gray-light": palette.hover,
    "--mantine-color-gray-light-hover": palette.line,
    "--mantine-color-gray-light-color": palette.text2,
    "--mantine-color-gray-outline": palette.lineStrong,
    ...variants("accent", palette.accentText, palette.accentSoft, palette.accentLine),
    "--mantine-color-accent-filled": palette.accentSolid,
    "--mantine-color-accent-filled-hover": palette.accentSolidHover,
    "--mantine-primary-color-filled-hover": palette.accentSolidHover,
    ...variants("danger", palette.dangerText, palette.dangerSoft, palette.dangerLine),
    ...variants("warning", palette.warningText, palette.warningSoft, palette.warningLine),
    ...variants("success", palette.successText, palette.successSoft, palette.successLine),
  };
}

function variants(name: string, text: string, soft: string, line: string): Record<string, string> {
  return {
    [`--mantine-color-${name}-text`]: text,
    [`--mantine-color-${name}-light`]: soft,
    [`--mantine-color-${name}-light-hover`]: soft,
    [`--mantine-color-${name}-light-color`]: text,
    [`--mantine-color-${name}-outline`]: line,
    [`--mantine-color-${name}-outline-hover`]: soft,
  };
}
