import { getDisplayValueAlignmentFactors, getFieldDisplayValues } from '@grafana/data';
import { BarGauge, useTheme2, VizRepeater } from '@grafana/ui';
import { type PanelProps, TIME_ZONE } from './panel-props.ts';

/** Grafana's own bars, as its bar gauge panel puts them in. */
export function Bars({ panel, frames, width, height }: PanelProps) {
  const theme = useTheme2();
  const { options, fieldConfig } = panel;
  // What it takes of itself otherwise, for bars that lie.
  const isManual = options.sizing === 'manual';
  return (
    <VizRepeater
      getValues={() =>
        getFieldDisplayValues({
          fieldConfig,
          reduceOptions: options.reduceOptions,
          replaceVariables: (text) => text,
          theme,
          data: frames,
          timeZone: TIME_ZONE,
        })
      }
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, width, height, orientation, alignmentFactors }) => (
        <BarGauge
          value={value.display}
          field={value.field}
          width={width}
          height={height}
          orientation={orientation}
          theme={theme}
          itemSpacing={10}
          text={options.text}
          displayMode={options.displayMode}
          alignmentFactors={alignmentFactors}
          showUnfilled={options.showUnfilled}
          valueDisplayMode={options.valueMode}
          namePlacement={options.namePlacement}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
        />
      )}
      width={width}
      height={height}
      source={frames}
      renderCounter={0}
      itemSpacing={10}
      minVizWidth={8}
      minVizHeight={isManual ? options.minVizHeight : 16}
      maxVizHeight={isManual ? options.maxVizHeight : 300}
      orientation={options.orientation}
    />
  );
}
