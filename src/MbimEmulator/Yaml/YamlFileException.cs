namespace MbimEmulator.Yaml;

/// <summary>A file of the user does not exist, cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public abstract class YamlFileException : Exception
{
    private const int MaxPart = 2000;

    private protected YamlFileException(string file, string message, Exception? inner)
        : base($"{file}: {Shorten(message)}", inner) => File = file;

    private protected YamlFileException(string file, long line, long column, string message, Exception? inner)
        : base($"{file}({line},{column}): {Shorten(message)}", inner)
    {
        File = file;
        Line = line;
        Column = column;
    }

    private protected YamlFileException(YamlFileException first, string message)
        : base(message, first)
    {
        File = first.File;
        Line = first.Line;
        Column = first.Column;
    }

    /// <summary>The file, or the name of what is embedded.</summary>
    public string File { get; }

    /// <summary>From 1; 0 when the file as a whole is meant.</summary>
    public long Line { get; }

    /// <summary>From 1; 0 when the file as a whole is meant.</summary>
    public long Column { get; }

    // What was found may be as long as the file; what was expected stands at the end.
    private static string Shorten(string message) => message.Length <= 2 * MaxPart ? message : $"{message[..MaxPart]} ... {message[^MaxPart..]}";
}
