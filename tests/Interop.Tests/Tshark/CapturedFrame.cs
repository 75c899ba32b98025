using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Tshark;

/// <summary>One frame of a capture: the MBIM message in it, and the values that tshark shows for its information buffer.</summary>
internal sealed record CapturedFrame(byte[] Message, bool IsMbim, bool IsMalformed, IReadOnlyList<string> Values)
{
    private const int MessageLengthOffset = 4;

    public static async Task<IReadOnlyList<CapturedFrame>> ReadAsync(string file)
    {
        Peers.Need("tshark");
        var dissected = await Programs.RunAsync("tshark", "-r", file, "-T", "pdml");
        var raw = await Programs.RunAsync("tshark", "-r", file, "-T", "json", "-x", "-J", "frame");
        Assert.That(dissected.ExitCode, Is.Zero, dissected.Error);
        Assert.That(raw.ExitCode, Is.Zero, raw.Error);

        using var frames = JsonDocument.Parse(raw.Output);
        var bytes = frames.RootElement.EnumerateArray()
            .Select(frame => frame.GetProperty("_source").GetProperty("layers").GetProperty("frame_raw")[0].GetString()!)
            .Select(Convert.FromHexString);
        return [.. XDocument.Parse(dissected.Output).Root!.Elements("packet").Zip(bytes, Read)];
    }

    /// <summary>A value as both sides write it: numbers decimal, everything else in lower case.</summary>
    public static string Normalize(string value) =>
        value.StartsWith("0x", StringComparison.Ordinal) && ulong.TryParse(value[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : value.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();

    private static CapturedFrame Read(XElement packet, byte[] frame)
    {
        var fields = packet.Descendants("field").ToList();
        var length = fields.FirstOrDefault(field => Name(field) == "mbim.control.header.message_length");
        var isMbim = length is not null;

        // The message stands last in the frame, behind the tags that name its dissector.
        var message = isMbim ? frame[^int.Parse(Show(length!), CultureInfo.InvariantCulture)..] : [];
        Assert.That(!isMbim || BitConverter.ToUInt32(message, MessageLengthOffset) == message.Length, Is.True);
        var values = fields
            .SkipWhile(field => Name(field) != "mbim.control.info_buffer_len")
            .Skip(1)
            .Where(field => Name(field).StartsWith("mbim.", StringComparison.Ordinal))
            .Select(field => Normalize(Show(field)));

        // What tshark leaves to another dissector, as the answer to reset of a card, is a part of the frame.
        var parts = packet.Elements("proto").Descendants("proto").Select(part => Convert.ToHexStringLower(frame.AsSpan(Number(part, "pos"), Number(part, "size"))));
        var isMalformed = packet.Elements("proto").Any(proto => Name(proto) is "_ws.malformed") || fields.Any(field => Name(field) == "_ws.malformed");
        return new CapturedFrame(message, isMbim, isMalformed, [.. values, .. parts]);
    }

    private static string Name(XElement field) => field.Attribute("name")?.Value ?? "";

    private static int Number(XElement element, string attribute) => int.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    private static string Show(XElement field) => field.Attribute("show")?.Value ?? "";
}
