using System.Globalization;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;

namespace MbimEmulator.Card;

/// <summary>The files of a card as they are now, as a profile describes them: a card that is made of them alone has the same.</summary>
internal static class CardExport
{
    public static CardFilesProfile Of(UiccCard card)
    {
        var paths = new List<string>(card.Image.Files.Count);
        var files = new CardFileProfile[card.Image.Files.Count];
        foreach (var file in card.Image.Files)
        {
            paths.Add(PathOf(file, paths));
            files[file.Index] = new CardFileProfile
            {
                Path = paths[file.Index],
                Fcp = [.. TemplateOf(card, file)],
                RecordSize = file.Control.RecordSize,
                Content = file.IsDirectory ? null : [.. Written(card.Read(file), file.Control.RecordSize)],
            };
        }

        return new CardFilesProfile { IsWhole = true, Files = MbimArray.Own(files) };
    }

    // A second application of a kind has its whole AID for a name. A directory stands before its files.
    private static string PathOf(CardFile file, List<string> paths)
    {
        if (file.Control.Kind == CardFileKind.Application)
        {
            var name = CardPath.NameOf(file.Control.Aid);
            return paths.Contains(name) ? Convert.ToHexStringLower(file.Control.Aid) : name;
        }

        return file.Parent is null ? CardPath.MasterFile : string.Create(CultureInfo.InvariantCulture, $"{paths[file.Parent.Index]}/{file.Id:x4}");
    }

    // Without the PIN status, which is no property of the file. An application that is no file has its AID alone.
    private static byte[] TemplateOf(UiccCard card, CardFile file)
    {
        var template = new byte[2 * FileControl.MaxTemplate];
        if (file.Control.Write(file.Content.Length, card.IsActive(file), 0, [], template) is var length and > 0)
        {
            return template[..length];
        }

        byte[] name = [0x84, (byte)file.Control.Aid.Length, .. file.Control.Aid];
        return [0x62, (byte)name.Length, .. name];
    }

    // FF behind what was written is what a file has anyhow. Records stay whole.
    private static ReadOnlySpan<byte> Written(ReadOnlySpan<byte> content, int recordSize)
    {
        var length = content.LastIndexOfAnyExcept((byte)0xFF) + 1;
        return recordSize == 0 ? content[..length] : content[..((length + recordSize - 1) / recordSize * recordSize)];
    }
}
