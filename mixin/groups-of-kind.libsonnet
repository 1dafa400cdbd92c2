local configured = import 'configured.libsonnet';
local files = import 'rule-files.libsonnet';

// The groups of all files with those of their rules that are alerts, or that record; groups without any are left out.
function(kind, config)
  local of(group) = group { rules: std.filter(function(rule) std.objectHas(rule, kind), group.rules) };
  local groups = std.flattenArrays([std.map(of, file.groups) for file in files]);
  std.map(configured(config), std.filter(function(group) std.length(group.rules) > 0, groups))
