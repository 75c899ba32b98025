using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;
using MbimProtocol.Services;
using MbimProtocol.Services.IntelFirmwareUpdateService;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>One layout of an information buffer that libmbim-glib knows as well.</summary>
/// <param name="Service">The service.</param>
/// <param name="Cid">The CID.</param>
/// <param name="Kind">Exactly one kind.</param>
/// <param name="Since">The first version with the layout.</param>
/// <param name="Layout">The fields.</param>
internal sealed record LibmbimBuffer(MbimService Service, MbimCid Cid, BufferKind Kind, MbimExVersion Since, RecordLayout Layout)
{
    /// <summary>All of them. The C programs know a buffer by its index.</summary>
    public static IReadOnlyList<LibmbimBuffer> All { get; } =
    [
        .. from service in MbimServices.All
           from cid in service.Cids
           where IsKnown(service, cid)
           from kind in new[] { BufferKind.Query, BufferKind.Set, BufferKind.Response, BufferKind.Notification }
           where Has(cid, kind)
           from layout in Enum.GetValues<MbimExVersion>().Where(version => version >= cid.Since).Select(version => (Since: version, Layout: cid.GetLayout(kind, version)!)).DistinctBy(item => item.Layout)
           select new LibmbimBuffer(service, cid, kind, layout.Since, layout.Layout),
    ];

    /// <summary>Whether libmbim has the CID.</summary>
    public static bool IsKnown(MbimService service, MbimCid cid) =>
        service.Id != MobileBroadband.Id && service.Id != Multicarrier.Id && cid != MsBasicConnectExtensions.ModemLoggingConfig && cid != MsBasicConnectExtensions.PinEx
        && cid != MsBasicConnectExtensions.NetworkDenylist
        && cid != MsHostShutdown.PreShutdown
        && cid != MsBasicConnectExtensions.WakeReason // its readers give one element where ours has a list; mbimcli shows it
        && cid != MsBasicConnectExtensions.DeviceReset; // since libmbim 1.30

    /// <summary>Whether libmbim has this buffer of a CID that it has: of a CID that answers with nothing, some have no answer there.</summary>
    public static bool Has(MbimCid cid, BufferKind kind) =>
        cid.Kinds.HasFlag(kind) && ((cid != MsHostShutdown.Notify && cid != IntelFirmwareUpdate.ModemReboot) || kind != BufferKind.Response);

    /// <summary>The record of the newest layout.</summary>
    public Type Newest => Cid.GetType().GenericTypeArguments[Kind switch
    {
        BufferKind.Query => 0,
        BufferKind.Set => 1,
        BufferKind.Response => 2,
        _ => Cid.GetType().GenericTypeArguments.Length - 1,
    }];

    /// <summary>The record of this layout.</summary>
    public Type Record => Newest.Assembly.GetType($"{Newest.Namespace}.{Layout.Name}", throwOnError: true)!;
}
