using MbimEmulator.Yaml;

namespace MbimEmulator.Modem.Core;

/// <summary>What modems have kept cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public sealed class ModemSnapshotException : YamlFileException
{
    /// <summary>The text as a whole.</summary>
    public ModemSnapshotException(string file, string message, Exception? inner = null)
        : base(file, message, inner)
    {
    }

    /// <summary>A place in the text.</summary>
    public ModemSnapshotException(string file, long line, long column, string message, Exception? inner = null)
        : base(file, line, column, message, inner)
    {
    }
}
