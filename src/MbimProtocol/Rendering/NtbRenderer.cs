using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json;
using MbimProtocol.DataPlane;

namespace MbimProtocol.Rendering;

/// <summary>Shows blocks of the data plane (NTBs) to people and programs: each datagram with its session, IP packets with their addresses.</summary>
/// <example>
/// <code>
/// if (NtbRenderer.IsNtb(transfer))
/// {
///     Console.WriteLine(NtbRenderer.ToText(transfer));
/// }
/// </code>
/// </example>
public static class NtbRenderer
{
    /// <summary>Whether bytes begin like an NTB: the signature NCMH or ncmh and the length of its header. No MBIM message begins so.</summary>
    public static bool IsNtb(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= NtbLayout.HeaderSize(NtbFormat.Ntb16) && NtbValidator.TryReadFormat(bytes, out var format, out _)
        && bytes.Length >= NtbLayout.HeaderSize(format);

    /// <summary>The block length that an NTB declares; all of the bytes when it declares 0.</summary>
    /// <param name="block">Bytes that begin like an NTB.</param>
    public static long LengthOf(ReadOnlySpan<byte> block) =>
        NtbFields.BlockLength(block, FormatOf(block)) is var length and not 0 ? length : block.Length;

    /// <summary>What is malformed in a block; none for a sound one.</summary>
    public static MbimFormatError Check(ReadOnlySpan<byte> block)
    {
        Ntb.TryParse(block, MbimReadMode.Tolerant, out _, out var error);
        return error;
    }

    /// <summary>A block as text: a line for it, and one for each datagram.</summary>
    /// <param name="block">Bytes that begin like an NTB.</param>
    /// <param name="options">How to show it. Of a block that was cut, only the header is shown.</param>
    public static string ToText(ReadOnlySpan<byte> block, MbimRenderOptions? options = null)
    {
        options ??= new MbimRenderOptions();
        var text = new StringBuilder();
        text.Append(NameOf(block)).Append(" sequence=").Append(SequenceOf(block)).Append(" length=").Append(LengthOf(block));
        if (IsCut(block, options))
        {
            return text.ToString();
        }

        if (!Ntb.TryParse(block, MbimReadMode.Tolerant, out var ntb, out var error))
        {
            return text.Append("\n  malformed: ").Append(error).Append("\n  bytes: ").Append(Convert.ToHexStringLower(block)).ToString();
        }

        text.Append(" datagrams=").Append(ntb.Count);
        foreach (var datagram in ntb)
        {
            text.Append("\n  ").Append(datagram.Stream).Append(": ").Append(datagram.Data.Length).Append(" bytes");
            if (PacketOf(datagram) is { } packet)
            {
                text.Append(", ").Append(packet.Version).Append(' ').Append(packet.Source).Append(" > ").Append(packet.Destination)
                    .Append(' ').Append(packet.Protocol);
            }

            if (options.ShowPersonal && datagram.Data.Length > 0)
            {
                text.Append(": ").Append(Convert.ToHexStringLower(datagram.Data));
            }
        }

        return ntb.Skipped == default ? text.ToString() : text.Append("\n  passed over: ").Append(ntb.Skipped).ToString();
    }

    /// <summary>A block as a JSON object; a broken one has an <c>error</c>.</summary>
    /// <param name="block">Bytes that begin like an NTB.</param>
    /// <param name="options">How to show it. Of a block that was cut, only the header is shown.</param>
    /// <param name="indented">Whether to write lines.</param>
    public static string ToJson(ReadOnlySpan<byte> block, MbimRenderOptions? options = null, bool indented = false)
    {
        options ??= new MbimRenderOptions();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented }))
        {
            json.WriteStartObject();
            json.WriteString("type", NameOf(block));
            json.WriteNumber("sequence", SequenceOf(block));
            json.WriteNumber("blockLength", LengthOf(block));
            if (!IsCut(block, options))
            {
                WriteDatagrams(json, block, options);
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteDatagrams(Utf8JsonWriter json, ReadOnlySpan<byte> block, MbimRenderOptions options)
    {
        if (!Ntb.TryParse(block, MbimReadMode.Tolerant, out var ntb, out var error))
        {
            error.WriteJson(json, "error");
            return;
        }

        json.WriteStartArray("datagrams");
        foreach (var datagram in ntb)
        {
            json.WriteStartObject();
            json.WriteString("stream", datagram.Stream.Kind == NtbStreamKind.IPSession ? "ipSession" : "deviceServiceStream");
            json.WriteNumber("sessionId", datagram.Stream.SessionId);
            json.WriteNumber("length", datagram.Data.Length);
            if (PacketOf(datagram) is { } packet)
            {
                json.WriteString("version", packet.Version);
                json.WriteString("source", packet.Source);
                json.WriteString("destination", packet.Destination);
                json.WriteString("protocol", packet.Protocol);
            }

            if (options.ShowPersonal)
            {
                json.WriteString("bytes", Convert.ToHexStringLower(datagram.Data));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (ntb.Skipped != default)
        {
            ntb.Skipped.WriteJson(json, "passedOver");
        }
    }

    // The beginning of an IP packet (RFC 791, 3.1; RFC 8200, 3): version, protocol or next header, addresses.
    private static (string Version, string Source, string Destination, string Protocol)? PacketOf(NtbDatagram datagram)
    {
        var data = datagram.Data;
        if (datagram.Stream.Kind != NtbStreamKind.IPSession || data.IsEmpty)
        {
            return null;
        }

        return (data[0] >> 4) switch
        {
            4 when data.Length >= 20 => ("IPv4", $"{new IPAddress(data.Slice(12, 4))}", $"{new IPAddress(data.Slice(16, 4))}", NameOf(data[9])),
            6 when data.Length >= 40 => ("IPv6", $"{new IPAddress(data.Slice(8, 16))}", $"{new IPAddress(data.Slice(24, 16))}", NameOf(data[6])),
            _ => null,
        };
    }

    private static string NameOf(byte protocol) => protocol switch
    {
        1 => "ICMP",
        6 => "TCP",
        17 => "UDP",
        58 => "ICMPv6",
        _ => $"protocol {protocol}",
    };

    private static bool IsCut(ReadOnlySpan<byte> block, MbimRenderOptions options) => options.IsCut && LengthOf(block) > block.Length;

    private static string NameOf(ReadOnlySpan<byte> block) => FormatOf(block) == NtbFormat.Ntb16 ? "NTB16" : "NTB32";

    private static ushort SequenceOf(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadUInt16LittleEndian(block[6..]);

    private static NtbFormat FormatOf(ReadOnlySpan<byte> block)
    {
        if (!IsNtb(block))
        {
            throw new ArgumentException("The bytes do not begin like an NTB.", nameof(block));
        }

        NtbValidator.TryReadFormat(block, out var format, out _);
        return format;
    }
}
