using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>A profile does not exist, cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public sealed class ModemProfileException : YamlFileException
{
    /// <summary>A profile as a whole.</summary>
    public ModemProfileException(string file, string message, Exception? inner = null)
        : base(file, message, inner)
    {
    }

    /// <summary>A place in a profile.</summary>
    public ModemProfileException(string file, long line, long column, string message, Exception? inner = null)
        : base(file, line, column, message, inner)
    {
    }
}
