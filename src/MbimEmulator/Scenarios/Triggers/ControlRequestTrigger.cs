using System.Globalization;
using System.Text.Json.Nodes;
using MbimEmulator.Links;
using MbimEmulator.Patterns;
using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A control request of the host on the bus; what is null may be anything.</summary>
public sealed record ControlRequestTrigger : Trigger, ITriggeredBy<BusRequest>
{
    private const byte Standard = 0x00;
    private const byte Class = 0x20;

    // Standard requests (USB 2.0, 9.4), and those of MBIM functions and their kin (USB CDC 1.2, 6.2; USB ECM 1.2, 6.2; USB NCM 1.0, 6.2; MBIM 1.0, 8).
    private static readonly Dictionary<string, (byte Kind, byte Request)?> Names = new()
    {
        ["GET_STATUS"] = (Standard, 0),
        ["CLEAR_FEATURE"] = (Standard, 1),
        ["SET_FEATURE"] = (Standard, 3),
        ["SET_ADDRESS"] = (Standard, 5),
        ["GET_DESCRIPTOR"] = (Standard, 6),
        ["SET_DESCRIPTOR"] = (Standard, 7),
        ["GET_CONFIGURATION"] = (Standard, 8),
        ["SET_CONFIGURATION"] = (Standard, 9),
        ["GET_INTERFACE"] = (Standard, 10),
        ["SET_INTERFACE"] = (Standard, 11),
        ["SYNCH_FRAME"] = (Standard, 12),
        ["SEND_ENCAPSULATED_COMMAND"] = (Class, 0x00),
        ["GET_ENCAPSULATED_RESPONSE"] = (Class, 0x01),
        ["RESET_FUNCTION"] = (Class, 0x05),
        ["SET_ETHERNET_MULTICAST_FILTERS"] = (Class, 0x40),
        ["SET_ETHERNET_POWER_MANAGEMENT_PATTERN_FILTER"] = (Class, 0x41),
        ["GET_ETHERNET_POWER_MANAGEMENT_PATTERN_FILTER"] = (Class, 0x42),
        ["SET_ETHERNET_PACKET_FILTER"] = (Class, 0x43),
        ["GET_ETHERNET_STATISTIC"] = (Class, 0x44),
        ["GET_NTB_PARAMETERS"] = (Class, 0x80),
        ["GET_NET_ADDRESS"] = (Class, 0x81),
        ["SET_NET_ADDRESS"] = (Class, 0x82),
        ["GET_NTB_FORMAT"] = (Class, 0x83),
        ["SET_NTB_FORMAT"] = (Class, 0x84),
        ["GET_NTB_INPUT_SIZE"] = (Class, 0x85),
        ["SET_NTB_INPUT_SIZE"] = (Class, 0x86),
        ["GET_MAX_DATAGRAM_SIZE"] = (Class, 0x87),
        ["SET_MAX_DATAGRAM_SIZE"] = (Class, 0x88),
        ["GET_CRC_MODE"] = (Class, 0x89),
        ["SET_CRC_MODE"] = (Class, 0x8A),
    };

    private static readonly YamlKey<ushort> ValueKey = new("value", Word(), "wValue: for SET_INTERFACE the alternate setting, for GET_DESCRIPTOR type and index.");
    private static readonly YamlKey<ushort> IndexKey = new("index", Word(), "wIndex: for a request to an interface, its number.");
    private static readonly YamlKey<bool> AcceptedKey = new("accepted", YamlForms.Boolean, "Whether the device accepted the request or answered with a STALL; both if not given.");

    /// <summary>The kind of request: bits 5 and 6 of bmRequestType, 0 standard, 0x20 class, 0x40 vendor.</summary>
    public byte? Kind { get; init; }

    /// <summary>bRequest.</summary>
    public byte? Request { get; init; }

    /// <summary>wValue.</summary>
    public ushort? Value { get; init; }

    /// <summary>wIndex.</summary>
    public ushort? Index { get; init; }

    /// <summary>Whether the device did it.</summary>
    public bool? IsAccepted { get; init; }

    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "controlRequest", "On USB: a standard or class request of the host, after the device has handled it.", RequestForm(), [ValueKey, IndexKey, AcceptedKey],
        (request, values) => new ControlRequestTrigger
        {
            Kind = request?.Kind,
            Request = request?.Request,
            Value = values.GetOrNull(ValueKey),
            Index = values.GetOrNull(IndexKey),
            IsAccepted = values.GetOrNull(AcceptedKey),
        },
        canStandAlone: true);

    /// <summary>Whether a request is one of these.</summary>
    public bool Fits(in BusRequest request) =>
        (Kind ?? KindOf(request)) == KindOf(request) && (Request ?? request.Request) == request.Request && (Value ?? request.Value) == request.Value
        && (Index ?? request.Index) == request.Index && (IsAccepted ?? request.IsAccepted) == request.IsAccepted;

    bool ITriggeredBy<BusRequest>.IsSetOffBy(in BusRequest happening) => Fits(happening);

    private static byte KindOf(in BusRequest request) => (byte)(request.RequestType & 0x60);

    // By its name, or by bmRequestType and bRequest; null for any.
    private static YamlForm<(byte Kind, byte Request)?> RequestForm() => new(
        "a request such as `SET_NTB_INPUT_SIZE` or `SET_INTERFACE`, or bmRequestType and bRequest as `0x4101`; `\"*\"` for any",
        () => YamlForms.AnyOf(YamlForms.Enumeration([.. Names.Keys, CidNames.Any]), new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^0x[0-9a-fA-F]{4}$", ["minimum"] = 0, ["maximum"] = 0xFFFF }),
        Read);

    private static (byte Kind, byte Request)? Read(YamlItem item)
    {
        var text = item.Text();
        if (text == CidNames.Any)
        {
            return null;
        }

        return Names.TryGetValue(text, out var request) ? request
            : text.Length == 6 && text.StartsWith("0x", StringComparison.Ordinal) && ushort.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                ? ((byte)(code >> 8 & 0x60), (byte)code)
                : throw item.Error($"'{text}'", $"one of {string.Join(", ", Names.Keys)}, bmRequestType and bRequest as 0x4101, or \"*\"", Nearest.Hint(text, Names.Keys));
    }

    private static YamlForm<ushort> Word() => new(
        "a number from 0 to 65535, or `0x0000` to `0xffff`",
        () => new JsonObject { ["type"] = new JsonArray("integer", "string"), ["minimum"] = 0, ["maximum"] = 0xFFFF, ["pattern"] = "^(0x[0-9a-fA-F]{1,4}|[0-9]{1,5})$" },
        item => item.Text() is var text && text.StartsWith("0x", StringComparison.Ordinal)
            ? ushort.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : throw item.Error($"'{text}'", "a number up to 0xffff")
            : (ushort)item.Number(0, ushort.MaxValue));
}
