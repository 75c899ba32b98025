using MbimEmulator.Patterns;
using MbimEmulator.Profiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>A scenario's text.</summary>
internal sealed record ScenarioSource(string File) : YamlSource(File, "scenario"), INamesDeviceServices
{
    /// <summary>The device services of the scenario's profile, whose names it may use.</summary>
    public IReadOnlyList<DeviceServiceProfile> DeviceServices { get; set; } = [];

    /// <summary>Whether its profile may be a file.</summary>
    public bool MayReadFiles { get; init; } = true;

    protected override int MaxLength => 1 << 22;

    public override YamlFileException Error(string message, Exception? inner = null) => new ScenarioException(File, message, inner);

    public override YamlFileException Error(long line, long column, string message, Exception? inner = null) =>
        new ScenarioException(File, line, column, message, inner);
}
