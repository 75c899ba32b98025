using MbimProtocol.Encoding;

namespace MbimEmulator.Recording;

/// <summary>How a recording becomes a scenario.</summary>
public sealed record RecordingOptions
{
    /// <summary>The scenario's name.</summary>
    public string Name { get; init; } = "recorded";

    /// <summary>Whether answers and notifications come as late as they did.</summary>
    public bool KeepDelays { get; init; } = true;

    /// <summary>The key by which personal data is masked: the same key masks the same value alike. Null masks nothing.</summary>
    public MbimArray<byte>? MaskKey { get; init; }
}
