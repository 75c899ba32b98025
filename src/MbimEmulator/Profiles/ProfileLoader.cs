using MbimEmulator.Modem;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Profiles;

/// <summary>Finds a profile, checks that its YAML is plain and bounded, and has it read.</summary>
internal static class ProfileLoader
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 16;

    public static ModemProfile Load(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (EmbeddedProfiles.Names.Contains(nameOrFile))
        {
            return Parse(nameOrFile, EmbeddedProfiles.ReadText(nameOrFile));
        }

        if (!File.Exists(nameOrFile) && !Directory.Exists(nameOrFile))
        {
            throw new ModemProfileException(
                nameOrFile,
                $"there is neither a profile of this name nor a file; expected a YAML file or one of {string.Join(", ", EmbeddedProfiles.Names)}."
                + Nearest.Hint(nameOrFile, EmbeddedProfiles.Names));
        }

        return Parse(nameOrFile, ReadFile(nameOrFile));
    }

    public static ModemProfile Parse(string file, string text) => Parse(file, text, "", root => ReadRoot(file, root.Section()));

    /// <summary>Has plain YAML, of which JSON is a part, read.</summary>
    /// <param name="file">Names the text in errors.</param>
    /// <param name="text">The text.</param>
    /// <param name="path">What stands before the path of each value in errors; empty for a profile.</param>
    /// <param name="read">Reads the root.</param>
    public static T Parse<T>(string file, string text, string path, Func<YamlItem, T> read)
    {
        try
        {
            CheckPlain(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count != 1)
            {
                throw new ModemProfileException(file, 1, 1, $"the file has {stream.Documents.Count} YAML documents; expected one.");
            }

            return read(new YamlItem(file, path, stream.Documents[0].RootNode));
        }
        catch (YamlException e)
        {
            throw new ModemProfileException(file, e.Start.Line, e.Start.Column, $"this is no YAML: {e.Message}", e);
        }
    }

    private static ModemProfile ReadRoot(string file, YamlSection section)
    {
        var basis = section.Read("extends", new ModemProfile(), item => Parse(item.Name(EmbeddedProfiles.Names), EmbeddedProfiles.ReadText(item.Text())));
        return ProfileReader.Read(section, basis with { Name = Path.GetFileNameWithoutExtension(file) });
    }

    private static string ReadFile(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = new StreamReader(stream);
            var buffer = new char[MaxLength + 1];
            var length = reader.ReadBlock(buffer);
            return length <= MaxLength
                ? new string(buffer, 0, length)
                : throw new ModemProfileException(file, $"the file is longer than {MaxLength} characters.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModemProfileException(file, $"the file cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Before a tree is built: no aliases (a small file could become a large profile), no depth that the stack cannot hold.</summary>
    private static void CheckPlain(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            var found = parser.Current!;
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
                throw new ModemProfileException(file, found.Start.Line, found.Start.Column, complaint);
            }
        }
    }
}
