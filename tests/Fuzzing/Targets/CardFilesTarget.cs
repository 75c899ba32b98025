using System.Text;
using MbimEmulator.Card;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Files of a user's card: an FCP template with contents in bytes, or <c>sim.files</c> in YAML. They make no card, or one whose every file can be selected and read.</summary>
internal static class CardFilesTarget
{
    private static readonly string[] Paths = ["3f00/2fe2", "3f00/7f20", "3f00", "usim/6f07", "usim", "a0000000871002", "usim/5fc0/4f20"];

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        if (data[0] is >= (byte)' ' and < 0x7F)
        {
            FuzzYaml(Encoding.UTF8.GetString(data));
        }
        else
        {
            FuzzTemplate(data);
        }
    }

    public static IReadOnlyList<byte[]> Seeds() =>
    [
        Template(0, "621e 8202412183022fe2 8a0105 ab0a80010390008001189700 80020010 880110", "00112233"),
        Template(3, "621d 8205 4221000403 83026f07 8a0105 8c 07 7b ff ff ff 90 90 ff 8002000c 8800", "ffeeddcc"),
        Template(1, "6218 82027821 83027f20 a503830103 8a0104 c606 90014083 0101", ""),
        Template(4, "6215 84 07 a0000000871002 8a0105 8202 7821 8b 03 2f0601", ""),
        .. new[]
        {
            "sim: { files: { files: { 3f00/2fe2: 112233, usim/6f07: none } } }",
            "sim: { files: { basis: nothing, files: { 3f00: { kind: directory }, 3f00/2f01: { kind: cyclic, recordSize: 3, records: [010203, 04], read: pin1, update: adm, shortId: 3 } } } }",
            "sim:\n  files:\n    files:\n      isim: none\n      3f00/7f20: { kind: directory }\n      3f00/7f20/6f01: { kind: transparent, size: 20, content: '' }\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    // Which file it is, the length of the template, the template, the content.
    private static byte[] Template(byte path, string template, string content)
    {
        var bytes = Convert.FromHexString(template.Replace(" ", "", StringComparison.Ordinal));
        return [path, (byte)bytes.Length, .. bytes, .. Convert.FromHexString(content)];
    }

    private static void FuzzYaml(string text)
    {
        try
        {
            Use(CardBuilder.Build(ModemProfile.Parse("fuzz", text)));
        }
        catch (YamlFileException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    private static void FuzzTemplate(ReadOnlySpan<byte> data)
    {
        var size = data.Length > 1 ? Math.Min(data[1], data.Length - 2) : 0;
        var template = data.Slice(Math.Min(2, data.Length), size);
        if (FileControl.Read(template) is { } read)
        {
            var written = new byte[2 * FileControl.MaxTemplate];
            var length = read.Control.Write(read.Size, isActive: !read.Control.IsDeactivated, 0, CardKeys.References, written);
            if (read.Control.HasTemplate && length <= FileControl.MaxTemplate)
            {
                Finding.Unless(FileControl.Read(written.AsSpan(0, length)) is not null, "a template that is read, and not read again when it was written");
            }
        }

        var file = new CardFileProfile { Path = Paths[data[0] % Paths.Length], Fcp = [.. template], Content = data.Length > size + 2 ? [.. data[(size + 2)..]] : null };
        try
        {
            Use(CardBuilder.Build(new ModemProfile { Sim = new SimProfile { Files = new CardFilesProfile { Files = [file] } } }));
        }
        catch (ModemProfileException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    private static void Use(CardImage image)
    {
        var session = new CardSession(new UiccCard(image));
        foreach (var file in image.Files)
        {
            session.Channel(0).Select(file);
            Check(session, [0x80, 0xF2, 0, 0, 0]);
            Check(session, [0x80, 0xF2, 0, 1, 0]);
            Check(session, [0x00, 0xB0, 0, 0, 1]);
            Check(session, [0x00, 0xB2, 1, 4, (byte)file.Control.RecordSize]);
            Check(session, [0x00, 0xD6, 0, 0, 1, 0]);
            Check(session, [0x00, 0xA2, 1, 4, 1, 0xFF]);
            Check(session, [0x00, 0x04, 0, 0]);
            Check(session, [0x00, 0xA4, 0, 4, 2, (byte)(file.Id >> 8), (byte)file.Id]);
            Check(session, [0x00, 0xC0, 0, 0, 0]);
        }
    }

    private static void Check(CardSession session, ReadOnlySpan<byte> command)
    {
        var answer = session.Transmit(command);
        Finding.Unless(answer.Length is >= 2 and <= CardSession.MaxAnswer, $"an answer of {answer.Length} bytes");
    }
}
