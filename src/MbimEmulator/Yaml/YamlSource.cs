using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Yaml;

/// <summary>A YAML text of one kind: where it comes from, how its errors are called, and its checked tree.</summary>
/// <param name="File">The file, or the name of what is embedded.</param>
/// <param name="Kind">What it is, for messages: <c>profile</c>.</param>
internal abstract record YamlSource(string File, string Kind)
{
    private const int MaxDepth = 16;

    /// <summary>An error about the whole.</summary>
    public abstract YamlFileException Error(string message, Exception? inner = null);

    /// <summary>An error at a place; line and column from 1.</summary>
    public abstract YamlFileException Error(long line, long column, string message, Exception? inner = null);

    /// <summary>Parses a text of one document, plain and bounded.</summary>
    /// <exception cref="YamlFileException">It is not.</exception>
    public YamlItem Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Error($"the file is longer than {MaxLength} characters.");
        }

        var place = new Mark(0, 1, 1);
        try
        {
            CheckPlain(text, ref place);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? new YamlItem(this, "", stream.Documents[0].RootNode)
                : throw Error(1, 1, $"the file has {stream.Documents.Count} YAML documents; expected one.");
        }
        catch (YamlException e)
        {
            throw Error(e.Start.Line, e.Start.Column, $"this is no YAML: {e.Message}", e);
        }
        catch (InvalidOperationException e)
        {
            // The scanner's own slip, such as on a plain scalar that stands at the line's beginning inside braces: it says nothing of the place.
            throw Error(place.Line, place.Column, "this is no YAML: what stands here or behind it cannot be read; expected keys and values, indented.", e);
        }
    }

    /// <summary>Reads a text file.</summary>
    /// <exception cref="YamlFileException">It cannot be read, or is too long.</exception>
    public string ReadFile()
    {
        try
        {
            using var stream = System.IO.File.OpenRead(File);
            using var reader = new StreamReader(stream);
            var buffer = new char[MaxLength + 1];
            return new string(buffer, 0, reader.ReadBlock(buffer));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error($"the file cannot be read: {e.Message}", e);
        }
    }

    /// <summary>How many characters the text has at most.</summary>
    protected abstract int MaxLength { get; }

    /// <summary>Before a tree is built: no aliases (a small file could become a large tree), no depth that the stack cannot hold.</summary>
    private void CheckPlain(string text, ref Mark place)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var found = parser.Current!;
            place = found.End;
            var complaint = found switch
            {
                AnchorAlias => "aliases are not taken; expected the value itself.",
                NodeEvent { Anchor.IsEmpty: false } => "anchors are not taken; expected the value alone.",
                NodeEvent { Tag.IsEmpty: false } => "tags are not taken; expected the value alone.",
                _ => null,
            };
            depth += found.NestingIncrease;
            if (depth > MaxDepth)
            {
                complaint = $"this is nested too deeply; expected at most {MaxDepth} levels.";
            }

            if (complaint is not null)
            {
                throw Error(found.Start.Line, found.Start.Column, complaint);
            }
        }
    }
}
