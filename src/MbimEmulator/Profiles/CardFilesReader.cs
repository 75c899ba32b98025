using System.Globalization;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Reads <c>sim.files</c>: the mapping itself, or the name of a file with it, which stands beside the profile's.</summary>
internal static class CardFilesReader
{
    /// <summary>The most files of a card.</summary>
    private const int MaxFiles = 1000;

    /// <summary>Bytes of the longest file (ETSI TS 102 221, 8.2.2).</summary>
    private const int MaxSize = 65535;

    private const string Basis = "basis";
    private const string Whole = "nothing";
    private const string Removed = "none";

    public static CardFilesProfile Read(YamlItem item)
    {
        if (item.IsSection)
        {
            return YamlSection.Checked(item, Read);
        }

        var name = item.Text(4096);
        if (!item.Source.MayReadFiles)
        {
            throw item.Error($"'{name}'", "the files themselves: this profile does not stand in a file, beside which another one could be");
        }

        try
        {
            var source = new ProfileSource(Path.Combine(Path.GetDirectoryName(item.Source.File) ?? "", name));
            return YamlSection.Checked(source.Parse(source.ReadFile()), Read);
        }
        catch (ModemProfileException e)
        {
            throw item.Error(e.Message, e);
        }
    }

    private static CardFilesProfile Read(YamlSection section)
    {
        var isWhole = section.Read(Basis, "profile", item => item.Name(["profile", Whole])) == Whole;
        return new CardFilesProfile { IsWhole = isWhole, Files = section.Require("files", ReadFiles) };
    }

    private static MbimArray<CardFileProfile> ReadFiles(YamlItem item)
    {
        List<CardFileProfile> files = [];
        foreach (var (key, value) in item.Section().Entries())
        {
            if (files.Count == MaxFiles)
            {
                throw key.Error($"more than {MaxFiles} files", $"at most {MaxFiles}");
            }

            files.Add(ReadFile(ReadPath(key), value));
        }

        return [.. files];
    }

    private static string ReadPath(YamlItem key)
    {
        var path = key.Text(200);
        var parts = path.Split('/');
        var isApplication = parts[0] is "usim" or "isim" || (parts[0].Length is >= 10 and <= 32 && IsHex(parts[0]) && parts[0].Length % 2 == 0);
        return parts.Length <= 8 && (isApplication || parts[0] == "3f00") && parts.Skip(1).All(part => part.Length == 4 && IsHex(part))
            ? path
            : throw key.Error($"'{path}'", "a path such as 3f00/7f10/6f3a, usim/6f07 or isim, with lower-case hexadecimal digits");

        static bool IsHex(string text) => text.All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
    }

    private static CardFileProfile ReadFile(string path, YamlItem item)
    {
        if (item.IsSection)
        {
            return YamlSection.Checked(item, section => ReadFile(path, section));
        }

        return item.IsText(Removed) ? new CardFileProfile { Path = path, IsRemoved = true }
            : new CardFileProfile { Path = path, Content = item.Bytes(MaxSize) };
    }

    private static CardFileProfile ReadFile(string path, YamlSection section)
    {
        YamlItem? fcp = null;
        YamlItem? kind = null;
        YamlItem? records = null;
        var recordSize = 0;
        var file = new CardFileProfile
        {
            Path = path,
            Fcp = section.Read("fcp", [], item => (fcp = item).Bytes(256)),
            Kind = section.Read("kind", (CardFileKind?)null, item => (kind = item).Choice<CardFileKind>()),
            RecordSize = section.Read("recordSize", 0, item => recordSize = (int)item.Number(1, 255)),
            Read = section.Read("read", CardAccess.Always, item => item.Choice<CardAccess>()),
            Update = section.Read("update", CardAccess.Adm, item => item.Choice<CardAccess>()),
            ShortId = section.Read("shortId", 0, item => (int)item.Number(0, 30)),
            Size = section.Read("size", 0, item => (int)item.Number(0, MaxSize)),
            Content = section.Read("content", (MbimArray<byte>?)null, item => item.Bytes(MaxSize)),
        };
        file = file with { Content = section.Read("records", file.Content, item => ReadRecords(records = item, recordSize)) };
        if (fcp is not null && kind is not null)
        {
            throw fcp.Error("fcp next to a kind", "only one of them");
        }

        if (kind is not null && recordSize == 0 && file.Kind is CardFileKind.LinearFixed or CardFileKind.Cyclic)
        {
            throw kind.Error("records without their size", "recordSize next to it");
        }

        return records is null || section.Item("content") is null ? file : throw records.Error("records next to content", "only one of them");
    }

    private static MbimArray<byte> ReadRecords(YamlItem list, int recordSize)
    {
        List<byte> content = [];
        int? first = null;
        foreach (var item in list.Items())
        {
            var record = item.Bytes(255);
            first ??= record.Count;
            if (recordSize == 0 && record.Count == 0)
            {
                throw item.Error("an empty record", "bytes");
            }

            if (recordSize != 0 && record.Count > recordSize)
            {
                throw item.Error($"{record.Count} bytes", string.Create(CultureInfo.InvariantCulture, $"at most {recordSize}"));
            }

            if (recordSize == 0 && record.Count != first)
            {
                throw item.Error($"a record of {record.Count} bytes", "recordSize, or records of one size");
            }

            content.AddRange(record);
            content.AddRange(Enumerable.Repeat((byte)0xFF, recordSize == 0 ? 0 : recordSize - record.Count));
            if (content.Count > MaxSize)
            {
                throw item.Error($"more than {MaxSize} bytes", $"at most {MaxSize}");
            }
        }

        return [.. content];
    }
}
