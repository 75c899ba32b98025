using System.Buffers.Binary;
using System.Text;
using MbimEmulator.Files;
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

    private string _text = "";
    private (long Line, long Column) _end;

    /// <summary>An error about the whole.</summary>
    public abstract YamlFileException Error(string message, Exception? inner = null);

    /// <summary>An error at a place; line and column from 1.</summary>
    public abstract YamlFileException Error(long line, long column, string message, Exception? inner = null);

    /// <summary>Whether the text stands in a file of the user, beside which others may be that it names.</summary>
    public bool MayReadFiles { get; init; }

    /// <summary>How many mistakes were kept.</summary>
    public virtual int Mistakes => 0;

    /// <summary>
    /// Keeps a mistake, so that the rest is read as well and all are told at once. False when there are enough of them, or when this kind of file tells of
    /// its first alone: then the mistake has to be thrown.
    /// </summary>
    public virtual bool Keeps(YamlFileException mistake) => false;

    /// <summary>Tells of a mistake behind which reading can go on: it is kept or else thrown.</summary>
    public void Tell(YamlFileException mistake)
    {
        if (!Keeps(mistake))
        {
            throw mistake;
        }
    }

    /// <summary>
    /// Reads one element of a list, or one part of an element. When it is wrong, the mistake is kept and the result is null. What is thrown behind a mistake that
    /// was kept of the same element, such as an unknown key, is most likely its consequence and not told.
    /// </summary>
    public T? Try<T>(Func<T> read)
        where T : class
    {
        var before = Mistakes;
        try
        {
            return read();
        }
        catch (YamlFileException e) when (IsConsequence(before) || Keeps(e))
        {
            return null;
        }
    }

    /// <summary>Whether mistakes were kept since there were this many, and more may be.</summary>
    protected virtual bool IsConsequence(int before) => false;

    /// <summary>Parses a text of one document, plain and bounded.</summary>
    /// <exception cref="YamlFileException">It is not.</exception>
    public YamlItem Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw Error($"the file is longer than {MaxLength} characters.");
        }

        (_text, _end) = (text, default);
        var parser = new Parser(new StringReader(text));
        try
        {
            CheckPlain(parser);
            parser = new Parser(new StringReader(text));
            var stream = new YamlStream();
            stream.Load(parser);
            return stream.Documents.Count == 1
                ? new YamlItem(this, "", stream.Documents[0].RootNode)
                : throw Error(1, 1, $"the file has {stream.Documents.Count} YAML documents; expected one.");
        }
        catch (YamlException e)
        {
            var (line, column) = Within(e.Start);
            throw Error(line, column, $"this is not valid YAML: {e.Message}", e);
        }
        catch (ArgumentException e)
        {
            // Such as a colon behind everything else; the parser may stand behind the end.
            var place = PlaceOf(parser);
            var (line, column) = Within(place);
            throw Error(line, place.Line == line ? column : 1, "this is not valid YAML: unexpected content here.", e);
        }
        catch (InvalidOperationException e)
        {
            throw NotIndented(text, PlaceOf(parser), e);
        }
    }

    /// <summary>
    /// Line and column of a place in the text. The parser may stand behind the end, in a line that no editor has, since the last one ends with its end of line.
    /// </summary>
    public (long Line, long Column) Within(Mark place)
    {
        if (_end == default)
        {
            var lines = _text.TrimEnd('\n', '\r').ReplaceLineEndings("\n").Split('\n');
            _end = (lines.Length, lines[^1].Length + 1);
        }

        return place.Line <= _end.Line ? (place.Line, place.Column) : _end;
    }

    /// <summary>Reads a text file.</summary>
    /// <exception cref="YamlFileException">It cannot be read, is no text, or is too long.</exception>
    public string ReadFile()
    {
        if (Directory.Exists(File))
        {
            throw Error("the file cannot be read: it is a folder.");
        }

        try
        {
            using var file = RegularFile.OpenRead(File);
            if (IsCapture(file))
            {
                throw Error($"the file is a network capture; expected a {Kind} in YAML. 'decode FILE' prints a capture, 'record --from FILE' makes a scenario from it.");
            }

            using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
            var buffer = new char[MaxLength + 1];
            return new string(buffer, 0, reader.ReadBlock(buffer));
        }
        catch (DecoderFallbackException e)
        {
            throw Error("the file is not UTF-8 text; expected UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error($"the file cannot be read: {e.Message}", e);
        }
    }

    // The beginning of pcapng, and that of pcap in either byte order.
    private static bool IsCapture(FileStream file)
    {
        Span<byte> begin = stackalloc byte[4];
        var count = file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return count == begin.Length && BinaryPrimitives.ReadUInt32LittleEndian(begin) is 0x0A0D0D0A or 0xA1B2C3D4 or 0xD4C3B2A1 or 0xA1B23C4D or 0x4D3CB2A1;
    }

    /// <summary>How many characters the text has at most.</summary>
    protected abstract int MaxLength { get; }

    /// <summary>Before a tree is built: no aliases (a small file could become a large tree), no depth that the stack cannot hold.</summary>
    private void CheckPlain(Parser parser)
    {
        var depth = 0;
        while (parser.MoveNext())
        {
            var found = parser.Current!;
            var complaint = found switch
            {
                AnchorAlias => "aliases are not supported; expected the value itself.",
                NodeEvent { Anchor.IsEmpty: false } => "anchors are not supported; expected only the value.",
                NodeEvent { Tag.IsEmpty: false } => "tags are not supported; expected only the value.",
                _ => null,
            };
            depth += found.NestingIncrease;
            if (depth > MaxDepth)
            {
                complaint = $"this is nested too deeply; expected at most {MaxDepth} levels.";
            }

            if (complaint is not null)
            {
                var (line, column) = Within(found.Start);
                throw Error(line, column, complaint);
            }
        }
    }

    private static Mark PlaceOf(Parser parser) => parser.Current?.Start ?? new Mark(0, 1, 1);

    /// <summary>
    /// What YamlDotNet makes of a plain value at the beginning of a line inside braces or brackets; its exception does not know the place, which is
    /// behind the last event.
    /// </summary>
    private YamlFileException NotIndented(string text, Mark last, Exception inner)
    {
        var lines = text.Split('\n');
        var index = Array.FindIndex(lines, (int)Math.Min(last.Line, lines.Length), line => line.Length > 0 && !char.IsWhiteSpace(line[0]) && line[0] is not ('#' or '{' or '}' or '[' or ']'));
        return index < 0
            ? Error(Within(last).Line, Within(last).Column, "this is not valid YAML: what follows cannot be parsed.", inner)
            : Error(index + 1, 1, "this is not valid YAML: inside braces or brackets a line starts in the first column; expected it to be indented.", inner);
    }
}
