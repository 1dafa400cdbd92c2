import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  type DataFrame,
  dataLinksOverrideProcessor,
  FieldConfigOptionsRegistry,
  type FieldConfigPropertyItem,
  type GrafanaTheme2,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardTransformers,
  standardTransformersRegistry,
  type TransformerRegistryItem,
  thresholdsOverrideProcessor,
  transformDataFrame,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';
import { lastValueFrom } from 'rxjs';
import { PROPERTIES, type Property, TRANSFORMATIONS, type Transformation } from '../known.ts';
import type { Panel } from './classic.ts';

type Process = FieldConfigPropertyItem['process'];

/** As Grafana registers them (`getAllStandardFieldConfigs`); what is not said is taken as it stands. */
const PROCESS: Partial<Record<Property, Process>> = {
  decimals: numberOverrideProcessor as Process,
  links: dataLinksOverrideProcessor as Process,
  mappings: valueMappingsOverrideProcessor as Process,
  max: numberOverrideProcessor as Process,
  min: numberOverrideProcessor as Process,
  thresholds: thresholdsOverrideProcessor as Process,
  unit: unitOverrideProcessor as Process,
};

const registry = new FieldConfigOptionsRegistry(() =>
  PROPERTIES.map((id) => {
    const isCustom = id.startsWith('custom.');
    const nothing = (): null => null;
    return {
      id,
      path: isCustom ? id.slice('custom.'.length) : id,
      name: id,
      isCustom,
      process: PROCESS[id] ?? (identityOverrideProcessor as Process),
      shouldApply: () => true,
      settings: {},
      editor: nothing,
      override: nothing,
    } as unknown as FieldConfigPropertyItem;
  }),
);

const TRANSFORMERS: Record<Transformation, keyof typeof standardTransformers> = {
  filterFieldsByName: 'filterFieldsByNameTransformer',
  merge: 'mergeTransformer',
  organize: 'organizeFieldsTransformer',
  sortBy: 'sortByTransformer',
};

standardTransformersRegistry.setInit(() =>
  TRANSFORMATIONS.map((id) => {
    const info = standardTransformers[TRANSFORMERS[id]];
    return {
      id,
      name: id,
      transformation: () => Promise.resolve(info),
    } as unknown as TransformerRegistryItem;
  }),
);

/** The frames of a panel after its transformations and with the look of each field: Grafana's own order and code. */
export async function prepare(panel: Panel, frames: DataFrame[], theme: GrafanaTheme2): Promise<DataFrame[]> {
  const transformed = await lastValueFrom(
    transformDataFrame([...(panel.transformations ?? [])], frames, { interpolate: (text) => text }),
  );
  const applied = applyFieldOverrides({
    data: transformed,
    fieldConfig: structuredClone(panel.fieldConfig),
    fieldConfigRegistry: registry,
    // No panel writes a variable into what it shows; addresses are not followed in a picture.
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
  cacheFieldDisplayNames(applied);
  return applied;
}
