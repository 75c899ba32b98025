using MbimEmulator.Patterns;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A field's pattern and where it stands.</summary>
internal readonly record struct PlacedPattern(FieldPattern Pattern, YamlItem Item);
