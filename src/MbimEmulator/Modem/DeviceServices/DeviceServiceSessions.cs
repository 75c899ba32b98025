using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>The device service streams (DSS sessions), their limits, and the datagrams on them.</summary>
internal sealed class DeviceServiceSessions(ModemProfile profile, ModuleContext modem, IDssSink sink)
{
    /// <summary>The highest session id that the data plane can carry.</summary>
    public const uint MaxSessionId = byte.MaxValue;

    private DssSession?[]? _sessions;

    /// <summary>The service of each open session.</summary>
    public IReadOnlyDictionary<uint, Guid> Open =>
        All.Where(session => session.State == DssSessionState.Open).ToDictionary(session => (uint)session.Id, session => session.Service.Profile.Id);

    /// <summary>Datagrams that came or went on no open session, or against the service's direction.</summary>
    public long Dropped { get; private set; }

    private IEnumerable<DssSession> All => _sessions?.OfType<DssSession>() ?? [];

    private DssSession?[] Sessions => _sessions ??= new DssSession?[MaxSessionId + 1];

    public void Activate(DeviceService service, byte id, Transaction transaction)
    {
        if (Sessions[id] is { } taken)
        {
            transaction.Fail(taken.Service == service && taken.State != DssSessionState.Open ? MbimStatus.Busy : MbimStatus.InvalidParameters);
        }
        else if (All.Count() >= profile.MaxDssSessions || All.Count(session => session.Service == service) >= service.Profile.MaxDssInstances)
        {
            transaction.Fail(MbimStatus.DssInstanceLimit);
        }
        else
        {
            var session = Sessions[id] = new DssSession(id, service);
            Pass(session, DssSessionState.Opening, transaction, () =>
            {
                session.State = DssSessionState.Open;
                session.Transaction.Complete();
                service.Opened(id);
            });
        }
    }

    public void Deactivate(DeviceService service, byte id, Transaction transaction)
    {
        if (Sessions[id] is not { } session || session.Service != service)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
        else if (session.State != DssSessionState.Open)
        {
            transaction.Fail(MbimStatus.Busy);
        }
        else
        {
            service.Closed(id);
            Pass(session, DssSessionState.Closing, transaction, () =>
            {
                Sessions[id] = null;
                session.Transaction.Complete();
            });
        }
    }

    /// <summary>All sessions end with the MBIM session, and with it the commands that wait for one to open or close.</summary>
    public void Clear()
    {
        foreach (var session in All.ToList())
        {
            Sessions[session.Id] = null;
            session.Timer?.Cancel();
            if (session.State == DssSessionState.Open)
            {
                session.Service.Closed(session.Id);
            }
        }
    }

    /// <summary>A datagram of the host.</summary>
    public void Receive(byte id, ReadOnlySpan<byte> datagram)
    {
        if (Sessions[id] is { State: DssSessionState.Open } session && session.Service.Profile.HostToDevice)
        {
            session.Service.Receive(id, datagram);
        }
        else
        {
            Dropped++;
        }
    }

    /// <summary>A datagram to the host; false when it was dropped.</summary>
    public bool Send(DeviceService service, byte id, ReadOnlySpan<byte> datagram)
    {
        if (Sessions[id] is { State: DssSessionState.Open } session && session.Service == service && service.Profile.DeviceToHost)
        {
            sink.Send(id, datagram);
            return true;
        }

        Dropped++;
        return false;
    }

    private void Pass(DssSession session, DssSessionState state, Transaction transaction, Action pass)
    {
        session.State = state;
        session.Transaction = transaction;
        if (modem.Timings.DssConnect == TimeSpan.Zero)
        {
            pass();
        }
        else
        {
            session.Timer = modem.Take(modem.Timings.DssConnect, pass);
        }
    }
}
