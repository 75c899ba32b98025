namespace MbimEmulator.Profiles;

/// <summary>A profile does not exist, cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public sealed class ModemProfileException : Exception
{
    /// <summary>A profile as a whole.</summary>
    public ModemProfileException(string file, string message, Exception? inner = null)
        : base($"{file}: {message}", inner) => File = file;

    /// <summary>A place in a profile.</summary>
    public ModemProfileException(string file, long line, long column, string message, Exception? inner = null)
        : base($"{file}({line},{column}): {message}", inner)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or the embedded profile's name.</summary>
    public string File { get; }

    /// <summary>From 1; 0 when the profile as a whole is meant.</summary>
    public long Line { get; }

    /// <summary>From 1; 0 when the profile as a whole is meant.</summary>
    public long Column { get; }
}
