// What is configurable in the files, put in: a function from the configuration to one from values to values.
local written = (import 'config.libsonnet')._config;

local replaced(from, to, text) = if from == to then text else std.strReplace(text, from, to);

function(config)
  local text(value) =
    replaced(
      'job="' + written.job + '"',
      'job="' + config.job + '"',
      replaced(written.runbookBaseUrl, config.runbookBaseUrl, value)
    );
  local walk(value) =
    if std.isString(value) then text(value)
    else if std.isArray(value) then std.map(walk, value)
    else if std.isObject(value) then std.mapWithKey(function(_, each) walk(each), value)
    else value;
  if config == written then function(value) value else walk
