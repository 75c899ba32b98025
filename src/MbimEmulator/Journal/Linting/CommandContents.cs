using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimEmulator.Journal.Linting;

/// <summary>Says what is wrong with whole COMMANDs, and learns from answers what the function has.</summary>
internal sealed class CommandContents(LinterReport report)
{
    private readonly FieldValues _values = new(report);
    private HashSet<Guid>? _listed;
    private bool? _mayAskVersion;

    /// <summary>The layouts that both sides agreed on.</summary>
    public MbimExVersion Version { get; private set; } = MbimExVersion.V1;

    /// <summary>The host opens the function.</summary>
    public void BeginSession()
    {
        Version = MbimExVersion.V1;
        _mayAskVersion = false;
    }

    /// <summary>Another host comes, into a session that may have begun before.</summary>
    public void BeginConnection() => _mayAskVersion = null;

    public void Check(in MbimMessage message)
    {
        if (message.CommandType is not (MbimCommandType.Query or MbimCommandType.Set))
        {
            report.Add(LinterAssertions.CommandType, $"CommandType is {(uint)message.CommandType}.");
            return;
        }

        var service = message.DeviceServiceId;
        if (IsUnlisted(service))
        {
            report.Add(LinterAssertions.UnlistedService, $"{NameOf(service)} is not listed.");
        }

        CheckVersion(message);
        if (MbimServices.Find(service, message.Cid) is { } cid)
        {
            CheckBuffer(cid, message);
        }
    }

    /// <summary>A command was answered with SUCCESS.</summary>
    public void Learn(in MbimMessage answer)
    {
        if (Is(answer, BasicConnect.DeviceServices)
            && DeviceServicesInfo.TryRead(answer.InformationBuffer, Version, MbimReadMode.Tolerant, out var services, out _))
        {
            _listed = [.. services.DeviceServices.Select(service => service.DeviceServiceId), ProxyControl.Id];
        }
        else if (Is(answer, MsBasicConnectExtensions.Version)
            && MbimVersion.TryRead(answer.InformationBuffer, Version, MbimReadMode.Tolerant, out var agreed, out _)
            && Enum.IsDefined(agreed.ExtendedVersion))
        {
            Version = agreed.ExtendedVersion;
        }
    }

    private static bool Is(in MbimMessage message, MbimCid cid) => message.DeviceServiceId == cid.Service && message.Cid == cid.Number;

    private static string NameOf(Guid service) => MbimServices.NameOf(service) ?? service.ToString();

    private bool IsUnlisted(Guid service) => _listed is not null && !_listed.Contains(service);

    private void CheckVersion(in MbimMessage message)
    {
        if (Is(message, MsBasicConnectExtensions.Version) && _mayAskVersion == false)
        {
            report.Add(LinterAssertions.LateVersion, "Another command, or none, stood before it.");
        }

        _mayAskVersion = Is(message, BasicConnect.DeviceServices);
    }

    private void CheckBuffer(MbimCid cid, in MbimMessage message)
    {
        var kind = message.CommandType == MbimCommandType.Query ? BufferKind.Query : BufferKind.Set;
        var buffer = message.InformationBuffer;
        if ((cid.Kinds & kind) == 0)
        {
            report.Add(LinterAssertions.Operation, $"{cid.Name} has no {kind.ToString().ToLowerInvariant()}.");
        }
        else if (!cid.TryDescribe(kind, buffer, Version, _values, out var error))
        {
            report.Add(error.Kind == MbimFormatErrorKind.Text ? LinterAssertions.Text : LinterAssertions.Buffer, $"{cid.Name}: {error}.");
        }
        else
        {
            if (!cid.TryCheck(kind, buffer, Version, MbimReadMode.Strict, out error))
            {
                report.Add(LinterAssertions.Layout, $"{cid.Name}: {error}.");
            }

            if (cid == BasicConnect.DeviceServiceSubscribeList)
            {
                CheckSubscriptions(buffer);
            }
        }
    }

    private void CheckSubscriptions(ReadOnlySpan<byte> buffer)
    {
        DeviceServiceSubscribeList.TryRead(buffer, Version, MbimReadMode.Tolerant, out var list, out _);
        foreach (var entry in list!.Events)
        {
            if (IsUnlisted(entry.DeviceServiceId))
            {
                report.Add(LinterAssertions.UnlistedSubscription, $"{NameOf(entry.DeviceServiceId)} is not listed.");
            }

            foreach (var number in entry.Cids)
            {
                if (MbimServices.Find(entry.DeviceServiceId, number) is { } cid && (cid.Kinds & BufferKind.Notification) == 0)
                {
                    report.Add(LinterAssertions.SilentSubscription, $"{cid.Name} never notifies.");
                }
            }
        }
    }
}
