import type { UPlotConfigBuilder } from '@grafana/ui';
import { useLayoutEffect } from 'react';
import type { Mark } from '../../question.ts';

/** Annotations: a dashed line from top to bottom with a triangle below it, as Grafana draws them. */
export function Marks({
  builder,
  marks,
}: {
  readonly builder: UPlotConfigBuilder;
  readonly marks: readonly Mark[];
}) {
  useLayoutEffect(() => {
    builder.addHook('draw', (plot) => {
      const { ctx, bbox } = plot;
      ctx.save();
      for (const { time, color } of marks) {
        const x = Math.round(plot.valToPos(time * 1000, 'x', true));
        const bottom = bbox.top + bbox.height;
        ctx.strokeStyle = color;
        ctx.fillStyle = color;
        ctx.lineWidth = 2;
        ctx.setLineDash([5, 5]);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bottom);
        ctx.stroke();
        ctx.beginPath();
        ctx.moveTo(x - 5, bottom + 5);
        ctx.lineTo(x + 5, bottom + 5);
        ctx.lineTo(x, bottom);
        ctx.fill();
      }
      ctx.restore();
    });
  }, [builder, marks]);
  return null;
}
