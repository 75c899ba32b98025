using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Files of a card, by their paths. Read from a YAML file that <c>sim.files</c> names; <c>ctl sim-files</c> writes one.</summary>
public sealed record CardFilesProfile
{
    /// <summary>Whether the card has these files alone; otherwise they are added to those of the profile, or replace them.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The files.</summary>
    public MbimArray<CardFileProfile> Files { get; init; } = [];
}
