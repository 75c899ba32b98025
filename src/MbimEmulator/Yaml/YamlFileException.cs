namespace MbimEmulator.Yaml;

/// <summary>A file of the user does not exist, cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public abstract class YamlFileException : Exception
{
    private protected YamlFileException(string file, string message, Exception? inner)
        : base($"{file}: {message}", inner) => File = file;

    private protected YamlFileException(string file, long line, long column, string message, Exception? inner)
        : base($"{file}({line},{column}): {message}", inner)
    {
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>The file, or the name of what is embedded.</summary>
    public string File { get; }

    /// <summary>From 1; 0 when the file as a whole is meant.</summary>
    public long Line { get; }

    /// <summary>From 1; 0 when the file as a whole is meant.</summary>
    public long Column { get; }
}
