using System.Text.RegularExpressions;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>What libmbim-glib calls a service, a CID, a structure and its members; the rule first, then what does not follow it.</summary>
internal static partial class LibmbimNames
{
    private static readonly Dictionary<string, string> Structures = new()
    {
        ["CdmaMrlInfo"] = "MbimCellInfoCdma",
        ["GsmNmrInfo"] = "MbimCellInfoNeighboringGsm",
        ["GsmServingCellInfo"] = "MbimCellInfoServingGsm",
        ["LteMrlInfo"] = "MbimCellInfoNeighboringLte",
        ["LteServingCellInfo"] = "MbimCellInfoServingLte",
        ["NrNeighborCellInfo"] = "MbimCellInfoNeighboringNr",
        ["NrServingCellInfo"] = "MbimCellInfoServingNr",
        ["PacketFilter"] = "MbimPacketFilterV3",
        ["PacketFilterV1"] = "MbimPacketFilter",
        ["ProvisionedContext"] = "MbimProvisionedContextElement",
        ["ProvisionedContextV2"] = "MbimProvisionedContextElementV2",
        ["SlotMapping"] = "MbimSlot",
        ["RfimFrequencyValue"] = "MbimIntelRfimFrequencyValue",
        ["TdscdmaMrlInfo"] = "MbimCellInfoNeighboringTdscdma",
        ["TdscdmaServingCellInfo"] = "MbimCellInfoServingTdscdma",
        ["TerminalCapabilityObject"] = "MbimTerminalCapabilityInfo",
        ["UiccAppInfo"] = "MbimUiccApplication",
        ["UmtsMrlInfo"] = "MbimCellInfoNeighboringUmts",
        ["UmtsServingCellInfo"] = "MbimCellInfoServingUmts",
    };

    private static readonly Dictionary<(string Structure, string Member), string> Members = new()
    {
        [("MbimIPv4Element", "Address")] = "ipv4_address",
        [("MbimIPv6Element", "Address")] = "ipv6_address",
        [("MbimPacketFilter", "Filter")] = "packet_filter",
        [("MbimPacketFilter", "Mask")] = "packet_mask",
        [("MbimPacketFilterV3", "Filter")] = "packet_filter",
        [("MbimPacketFilterV3", "Mask")] = "packet_mask",
        [("MbimTerminalCapabilityInfo", "Data")] = "terminal_capability_data",
        [("MbimUiccApplication", "AppType")] = "application_type",
        [("MbimUiccApplication", "AppId")] = "application_id",
        [("MbimUiccApplication", "AppName")] = "application_name",
        [("MbimUiccApplication", "NumPins")] = "pin_key_reference_count",
        [("MbimUiccApplication", "PinRef")] = "pin_key_references",
    };

    /// <summary>The function that reads or makes a message with the buffer.</summary>
    public static string Function(LibmbimBuffer buffer)
    {
        // Its first version came with MBIMEx 2.0; the layout here is the same in all versions.
        var since = buffer.Cid == MsBasicConnectExtensions.Version ? MbimExVersion.V2 : buffer.Since;
        var service = buffer.Service.Id != BasicConnect.Id ? Service(buffer) + "_" : since == MbimExVersion.V1 ? "" : "ms_basic_connect_";
        var version = since == MbimExVersion.V1 ? "" : $"v{(int)since >> 8}_";
        var does = buffer.Kind is BufferKind.Query or BufferKind.Set ? "new" : "parse";
        return $"mbim_message_{service}{version}{buffer.Cid.Name.ToLowerInvariant()}_{buffer.Kind.ToString().ToLowerInvariant()}_{does}";
    }

    /// <summary>The constant of the service.</summary>
    public static string ServiceConstant(LibmbimBuffer buffer) => $"MBIM_SERVICE_{Service(buffer).ToUpperInvariant()}";

    /// <summary>Whether libmbim has the whole buffer as one structure.</summary>
    public static bool IsStructure(RecordLayout layout) => layout.Name == nameof(PcoValue);

    /// <summary>The C type of a structure.</summary>
    public static string Structure(RecordLayout layout) => Structures.GetValueOrDefault(layout.Name, "Mbim" + layout.Name);

    /// <summary>What the names of a structure's functions begin with.</summary>
    public static string Functions(RecordLayout layout) => Snake(Structure(layout));

    /// <summary>The member of a structure.</summary>
    public static string Member(RecordLayout layout, FieldDeclaration field) =>
        Members.GetValueOrDefault((Structure(layout), field.Name)) ?? Snake(field.Name);

    /// <summary>Whether bytes of ours are a text to libmbim, in UTF-16.</summary>
    public static bool IsText(FieldDeclaration field) => field is { Form: FieldForm.RefBytes, Name: nameof(UiccAccessBinary.LocalPin) };

    private static string Service(LibmbimBuffer buffer) =>
        buffer.Service.Id == Dss.Id ? "dss" : buffer.Service.Id == Auth.Id ? "auth" : buffer.Service.Name.ToLowerInvariant().Replace(' ', '_');

    private static string Snake(string name) =>
        WordStart().Replace(name.Replace("IPv", "Ipv", StringComparison.Ordinal), "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}
