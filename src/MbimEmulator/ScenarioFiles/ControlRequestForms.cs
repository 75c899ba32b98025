using System.Globalization;
using System.Text.Json.Nodes;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;

namespace MbimEmulator.ScenarioFiles;

/// <summary>The forms of control requests: standard ones (USB 2.0, 9.4) and those of MBIM functions and their kin (USB CDC 1.2, 6.2; USB ECM 1.2, 6.2; USB NCM 1.0, 6.2; MBIM 1.0, 8).</summary>
internal static class ControlRequestForms
{
    private const byte Standard = 0x00;
    private const byte Class = 0x20;

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

    private static readonly YamlKey<ushort> Value = new("value", Word(), "wValue: for SET_INTERFACE the alternate setting, for GET_DESCRIPTOR type and index.");
    private static readonly YamlKey<ushort> Index = new("index", Word(), "wIndex: for a request to an interface, its number.");
    private static readonly YamlKey<bool> Accepted = new("accepted", YamlForms.Boolean, "Whether the device accepted the request or answered with a STALL; both if not given.");

    /// <summary>Its further keys.</summary>
    public static YamlKey[] Keys => [Value, Index, Accepted];

    /// <summary>A request by its name, or by bmRequestType and bRequest; null for any.</summary>
    public static YamlForm<(byte Kind, byte Request)?> Request { get; } = new(
        "a request such as `SET_NTB_INPUT_SIZE` or `SET_INTERFACE`, or bmRequestType and bRequest as `0x4101`; `\"*\"` for any",
        () => YamlForms.AnyOf(YamlForms.Enumeration([.. Names.Keys, CidNames.Any]), new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^0x[0-9a-fA-F]{4}$", ["minimum"] = 0, ["maximum"] = 0xFFFF }),
        Read);

    /// <summary>Makes the trigger.</summary>
    public static Trigger Make((byte Kind, byte Request)? request, YamlValues values) => new ControlRequestTrigger
    {
        Kind = request?.Kind,
        Request = request?.Request,
        Value = values.GetOrNull(Value),
        Index = values.GetOrNull(Index),
        IsAccepted = values.GetOrNull(Accepted),
    };

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
