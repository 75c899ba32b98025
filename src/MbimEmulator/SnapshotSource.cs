using MbimEmulator.Modem.Core;
using MbimEmulator.Yaml;

namespace MbimEmulator;

/// <summary>The text of what modems have kept.</summary>
internal sealed record SnapshotSource(string File) : YamlSource(File, "state")
{
    protected override int MaxLength => ModemSnapshots.MaxLength;

    public override YamlFileException Error(string message, Exception? inner = null) => new ModemSnapshotException(File, message, inner);

    public override YamlFileException Error(long line, long column, string message, Exception? inner = null) =>
        new ModemSnapshotException(File, line, column, message, inner);
}
