using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>The data sessions of an interface: their states, their limits, their data.</summary>
internal sealed class DataSessions(ServiceInterface owner, ServiceCore core)
{
    private const int DssConnectSize = 24;

    private readonly Dictionary<SessionKey, DataSession> _sessions = [];
    private DataSession?[]? _byStream;
    private int _restoring;

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _sessions.Count == 0;

    private MobileBroadbandProfile Profile => owner.Profile;

    private DataSession?[] ByStream => _byStream ??= new DataSession?[256];

    /// <summary>Where an object's session is.</summary>
    public DataSessionState StateOf(DeviceServiceObject target) => Find(target)?.State ?? DataSessionState.Closed;

    /// <summary>IsDataSessionOpen.</summary>
    public bool IsOpen(DeviceServiceObject target) => StateOf(target) == DataSessionState.Open;

    /// <summary>Whether OpenDataSession is accepted.</summary>
    public HResult CheckOpen(DeviceServiceObject target, DeviceServiceElement service)
    {
        if (service.DssPayload == 0)
        {
            return HResult.NotSupported;
        }

        var state = StateOf(target);
        if (state != DataSessionState.Closed)
        {
            return state == DataSessionState.Open && Profile.SecondOpenDataSession == CornerCase.Accepted ? HResult.Ok : HResult.TooManySessions;
        }

        if (owner.Modem.Shared.FindFreeStream() is null)
        {
            return HResult.TooManySessions;
        }

        return Profile.InstanceLimit == InstanceLimit.Return && !HasPlace(service) ? HResult.TooManySessions : HResult.Ok;
    }

    /// <summary>Whether CloseDataSession is accepted.</summary>
    public HResult CheckClose(DeviceServiceObject target) => StateOf(target) switch
    {
        DataSessionState.Open => HResult.Ok,
        DataSessionState.Closed when Profile.CloseDataSessionWhenClosed == CornerCase.Accepted => HResult.Ok,
        _ => HResult.OpenFailed,
    };

    /// <summary>Whether WriteData is accepted.</summary>
    public HResult CheckWrite(DeviceServiceObject target, DeviceServiceElement service, int length)
    {
        if ((service.DssPayload & DssPayload.HostToDevice) == 0)
        {
            return HResult.NotSupported;
        }

        if (StateOf(target) != DataSessionState.Open)
        {
            return HResult.OpenFailed;
        }

        var largest = Profile.MaxDataSize == SizeLimit.Inclusive ? owner.MaxDataSize : owner.MaxDataSize - 1;
        return length <= largest ? HResult.Ok : HResult.BufferOverflow;
    }

    /// <summary>OpenDataSession.</summary>
    public void Open(PendingCall call)
    {
        if (StateOf(call.Object) == DataSessionState.Open)
        {
            call.Complete(HResult.Ok);
            return;
        }

        var session = new DataSession(ServiceCore.KeyOf(Profile.SessionScope, call.Object), call.Object, owner.Modem.Shared.FindFreeStream()!.Value);
        _sessions.Add(session.Key, session);
        BeginOpen(session, call);
    }

    /// <summary>CloseDataSession.</summary>
    public void Close(PendingCall call)
    {
        if (Find(call.Object) is { } session)
        {
            BeginClose(session, call);
        }
        else
        {
            call.Complete(HResult.Ok);
        }
    }

    /// <summary>WriteData: complete when the function has the block.</summary>
    public void Write(DeviceServiceObject target, uint requestId, ReadOnlySpan<byte> data)
    {
        var isSent = owner.Modem.Shared.SendData(Find(target)!.DssSessionId, data);
        var completion = new CallCompletion { ObjectHandle = target.Handle, RequestID = requestId, Status = isSent ? HResult.Ok : HResult.MbnFailure };
        target.Client.Writer.Complete(MobileBroadbandCid.WriteData, completion);
        core.Called(owner.Modem);
    }

    /// <summary>OnReadData.</summary>
    public void Receive(byte dssSessionId, ReadOnlySpan<byte> data)
    {
        if (ByStream[dssSessionId] is not { State: DataSessionState.Open } session)
        {
            return;
        }

        if (Profile.SessionScope != SessionScope.Service)
        {
            session.Opener.Client.Writer.Notify(MobileBroadbandCid.ReadData, session.Opener.Handle, null, data);
            return;
        }

        foreach (var listener in core.ListenersOf(session.Key, session.Opener))
        {
            listener.Client.Writer.Notify(MobileBroadbandCid.ReadData, listener.Handle, null, data);
        }
    }

    /// <summary>A client has gone: what it has open is closed, what it was opening is closed as soon as it is open.</summary>
    public void CloseAllOf(ServiceClient client)
    {
        foreach (var session in _sessions.Values.Where(session => session.Opener.Client == client).ToList())
        {
            Abandon(session);
        }
    }

    /// <summary>The modem starts again: what is open will be opened again, the rest is gone.</summary>
    public void BeginReset()
    {
        foreach (var session in _sessions.Values.ToList())
        {
            if ((session.State == DataSessionState.Open || session.IsRestoring) && !session.IsAbandoned)
            {
                ByStream[session.DssSessionId] = null;
                session.State = DataSessionState.Opening;
                session.IsRestoring = true;
            }
            else
            {
                Remove(session);
            }
        }
    }

    /// <summary>The modem is back.</summary>
    public void Restore()
    {
        List<DataSession> restored = [.. _sessions.Values];
        _restoring = restored.Count;
        foreach (var session in restored)
        {
            if (owner.Modem.Shared.FindFreeStream() is not { } stream || owner.FindService(session.Key.Service) is null)
            {
                Remove(session);
                _restoring--;
                continue;
            }

            session.DssSessionId = stream;
            BeginOpen(session, call: null);
        }

        if (restored.Count == 0 || _restoring == 0)
        {
            owner.TellRestored();
        }
    }

    /// <summary>The host sleeps: calls to open have failed, and what they open is closed.</summary>
    public void Sleep()
    {
        foreach (var session in _sessions.Values.Where(session => session is { State: DataSessionState.Opening, IsRestoring: false }))
        {
            session.IsAbandoned = true;
        }
    }

    /// <summary>The modem is gone.</summary>
    public void Clear()
    {
        _sessions.Clear();
        _byStream = null;
        _restoring = 0;
    }

    private DataSession? Find(DeviceServiceObject target) => _sessions.GetValueOrDefault(ServiceCore.KeyOf(Profile.SessionScope, target));

    private bool HasPlace(DeviceServiceElement service) =>
        _sessions.Count < owner.MaxDssSessions &&
        _sessions.Values.Count(session => session.Key.Service == service.DeviceServiceId) < service.MaxDssInstances;

    private void BeginOpen(DataSession session, PendingCall? call)
    {
        ByStream[session.DssSessionId] = session;
        Connect(session, DssLinkState.Activate, call, result =>
        {
            if (_sessions.GetValueOrDefault(session.Key) != session)
            {
                return;
            }

            if (result != HResult.Ok)
            {
                Remove(session);
            }
            else
            {
                session.State = DataSessionState.Open;
            }
        });
    }

    private void BeginClose(DataSession session, PendingCall? call)
    {
        session.State = DataSessionState.Closing;
        Connect(session, DssLinkState.Deactivate, call, result =>
        {
            // What the modem does not know is closed; what it could not close stays open, unless nobody is left to close it again.
            if (result is HResult.Ok or HResult.InvalidArgument || session.IsAbandoned)
            {
                Remove(session);
            }
            else
            {
                session.State = DataSessionState.Open;
            }
        });
    }

    private void Connect(DataSession session, DssLinkState state, PendingCall? call, Action<HResult> end)
    {
        Span<byte> buffer = stackalloc byte[DssConnectSize];
        var connect = new SetDssConnect { DeviceServiceId = session.Key.Service, DssSessionId = session.DssSessionId, DssLinkState = state };
        connect.Write(buffer, MbimExVersion.V1);
        ModemOperation? operation = null;
        operation = new ModemOperation((result, _, _) =>
        {
            end(result);
            operation!.Call?.Complete(result);
            Follow(session);
        })
        {
            Call = call,
        };
        owner.Command(operation, Dss.Id, Dss.Connect.Number, MbimCommandType.Set, buffer);
    }

    // Behind the completion: what the state now asks for.
    private void Follow(DataSession session)
    {
        if (session.IsRestoring && session.State != DataSessionState.Opening)
        {
            session.IsRestoring = false;
            if (--_restoring == 0)
            {
                owner.TellRestored();
            }
        }

        if (session is { IsAbandoned: true, State: DataSessionState.Open })
        {
            BeginClose(session, call: null);
        }

        owner.LeaveIfUnused();
    }

    private void Abandon(DataSession session)
    {
        if (session.IsRestoring && owner.State != InterfaceState.Present)
        {
            // The modem has forgotten it, and nobody has asked for it again.
            Remove(session);
            return;
        }

        session.IsAbandoned = true;
        if (session.State == DataSessionState.Open)
        {
            BeginClose(session, call: null);
        }
    }

    private void Remove(DataSession session)
    {
        session.State = DataSessionState.Closed;
        if (_byStream?[session.DssSessionId] == session)
        {
            _byStream[session.DssSessionId] = null;
        }

        if (_sessions.GetValueOrDefault(session.Key) == session)
        {
            _sessions.Remove(session.Key);
        }
    }
}
