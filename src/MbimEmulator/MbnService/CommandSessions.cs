using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>The command sessions of an interface. An open one has the modem notify of its service's events.</summary>
internal sealed class CommandSessions(ServiceInterface owner, ServiceCore core)
{
    private const int FirstFragmentOverhead = MbimMessage.CommandHeaderSize;
    private const int LaterFragmentOverhead = MessageHeader.Size + FragmentHeader.Size;

    private readonly Dictionary<SessionKey, CommandSession> _sessions = [];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _sessions.Count == 0;

    private MobileBroadbandProfile Profile => owner.Profile;

    /// <summary>IsCommandSessionOpen.</summary>
    public bool IsOpen(DeviceServiceObject target) => _sessions.GetValueOrDefault(KeyOf(target)) is { IsOpen: true, IsWanted: true };

    /// <summary>Whether OpenCommandSession is accepted.</summary>
    public HResult CheckOpen(DeviceServiceObject target) =>
        Profile.SecondOpenCommandSession == CornerCase.Refused && IsOpen(target) ? HResult.TooManySessions : HResult.Ok;

    /// <summary>Whether CloseCommandSession is accepted.</summary>
    public HResult CheckClose(DeviceServiceObject target) =>
        IsOpen(target) || Profile.CloseCommandSessionWhenClosed == CornerCase.Accepted ? HResult.Ok : HResult.OpenFailed;

    /// <summary>Whether SetCommand and QueryCommand are accepted.</summary>
    public HResult CheckCommand(DeviceServiceObject target, int length)
    {
        if (!IsOpen(target) && Profile.CommandWithoutSession == CornerCase.Refused)
        {
            return HResult.OpenFailed;
        }

        var largest = Profile.MaxCommandSize == SizeLimit.Inclusive ? owner.MaxCommandSize : owner.MaxCommandSize - 1;
        return length <= largest ? HResult.Ok : HResult.BufferOverflow;
    }

    /// <summary>OpenCommandSession.</summary>
    public void Open(PendingCall call)
    {
        var key = KeyOf(call.Object);
        if (!_sessions.TryGetValue(key, out var session))
        {
            _sessions.Add(key, session = new CommandSession(key, call.Object));
        }

        session.IsWanted = true;
        Subscribe(call, result =>
        {
            if (result == HResult.Ok)
            {
                session.IsOpen |= session.IsWanted;
            }
            else if (!session.IsOpen)
            {
                Remove(session);
            }
        });
    }

    /// <summary>CloseCommandSession.</summary>
    public void Close(PendingCall call)
    {
        if (_sessions.GetValueOrDefault(KeyOf(call.Object)) is not { } session)
        {
            call.Complete(HResult.Ok);
            return;
        }

        session.IsWanted = false;
        Subscribe(call, _ =>
        {
            if (!session.IsWanted)
            {
                Remove(session);
            }
        });
    }

    /// <summary>SetCommand and QueryCommand.</summary>
    public void Send(PendingCall call, uint commandId, ReadOnlySpan<byte> data)
    {
        ModemOperation? operation = null;
        operation = new ModemOperation((result, cid, buffer) => End(operation!.Call, result, cid, buffer)) { Call = call };
        var type = call.Method == MobileBroadbandCid.SetCommand ? MbimCommandType.Set : MbimCommandType.Query;
        owner.Command(operation, call.Object.Service!.Value, commandId, type, data);
    }

    /// <summary>OnEventNotification.</summary>
    public void Notify(Guid service, uint eventId, ReadOnlySpan<byte> data)
    {
        foreach (var session in _sessions.Values)
        {
            if (session.IsOpen && session.Key.Service == service)
            {
                foreach (var listener in core.ListenersOf(session.Key, session.Opener))
                {
                    listener.Client.Writer.Notify(MobileBroadbandCid.EventNotification, listener.Handle, eventId, data);
                }
            }
        }
    }

    /// <summary>A client has gone.</summary>
    public void CloseAllOf(ServiceClient client)
    {
        var closed = _sessions.Values.Where(session => session.Opener.Client == client).ToList();
        closed.ForEach(Remove);
        if (closed.Count > 0 && owner.Availability == HResult.Ok)
        {
            Subscribe(null, static _ => { });
        }
    }

    /// <summary>The modem starts again: what is open will be opened again.</summary>
    public void BeginReset()
    {
        foreach (var session in _sessions.Values.Where(session => !session.IsOpen || !session.IsWanted).ToList())
        {
            Remove(session);
        }
    }

    /// <summary>The host sleeps: those that were being opened or closed, whose calls have failed, end as if they had not been called.</summary>
    public void Sleep()
    {
        foreach (var session in _sessions.Values.ToList())
        {
            session.IsWanted = session.IsOpen;
            if (!session.IsOpen)
            {
                Remove(session);
            }
        }
    }

    /// <summary>The modem is back.</summary>
    public void Restore()
    {
        if (_sessions.Count > 0)
        {
            Subscribe(null, static _ => { });
        }
    }

    /// <summary>The modem is gone.</summary>
    public void Clear() => _sessions.Clear();

    private SessionKey KeyOf(DeviceServiceObject target) => ServiceCore.KeyOf(Profile.SessionScope, target);

    private void Remove(CommandSession session)
    {
        session.IsOpen = false;
        if (_sessions.GetValueOrDefault(session.Key) == session)
        {
            _sessions.Remove(session.Key);
        }
    }

    private void Subscribe(PendingCall? call, Action<HResult> end)
    {
        ModemOperation? operation = null;
        operation = new ModemOperation((result, _, _) =>
        {
            end(result);
            operation!.Call?.Complete(result);
        })
        {
            Call = call,
        };
        var services = _sessions.Values.Where(session => session.IsWanted).Select(session => session.Key.Service).Distinct();
        MbimArray<EventEntry> entries =
        [
            .. SubscriptionMerge.Standard.Events,
            .. services.Select(service => new EventEntry { DeviceServiceId = service, Cids = owner.FindService(service)?.Cids ?? [] }),
        ];
        owner.Subscribe(operation, new DeviceServiceSubscribeList { Events = entries });
    }

    private void End(PendingCall? call, HResult result, uint cid, ReadOnlySpan<byte> data)
    {
        if (call is null)
        {
            return;
        }

        if (result != HResult.Ok)
        {
            call.Complete(result);
            return;
        }

        var size = owner.MaxControlTransfer - FirstFragmentOverhead;
        while (Profile.FragmentedAnswers == FragmentedAnswers.Indications && data.Length > size)
        {
            call.Complete(cid, data[..size], hasMore: true);
            data = data[size..];
            size = owner.MaxControlTransfer - LaterFragmentOverhead;
        }

        call.Complete(cid, data, hasMore: false);
    }
}
