using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Sharing;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator;

/// <summary>
/// Who is connected to one modem: the host of its function, a data connection beside it, clients of the mbim-proxy protocol, and those that wait to be admitted.
/// Touch it only inside the modem's mailbox, except where a member says otherwise.
/// </summary>
internal sealed class ModemConnections
{
    private readonly MbimFunction _function;
    private readonly TrafficPipeline _pipeline;
    private readonly Func<ModemLinkOptions, ModemLink> _makeLink;
    private readonly HostAdmission _host;
    private readonly HostAdmission _data;
    private readonly ProxyClients _guests;
    private readonly LinkTable _links;

    /// <summary>Makes the connections of one modem; there is none yet.</summary>
    /// <param name="options">The modem's name and its handover grace.</param>
    /// <param name="owner">Whose they are.</param>
    /// <param name="function">The function that hosts connect to.</param>
    /// <param name="pipeline">Its stages hear of hosts that come and go.</param>
    /// <param name="clock">The modem's timers.</param>
    /// <param name="makeLink">Makes a link of the modem's.</param>
    /// <param name="logger">The modem's log.</param>
    public ModemConnections(
        ModemGroupOptions options,
        object owner,
        MbimFunction function,
        TrafficPipeline pipeline,
        ModemClock clock,
        Func<ModemLinkOptions, ModemLink> makeLink,
        ILogger logger)
    {
        _function = function;
        _pipeline = pipeline;
        _makeLink = makeLink;
        _links = new LinkTable(owner);
        _host = new HostAdmission(Attach, Detach, clock, options.HandoverGrace, options.Name, logger);
        _data = new HostAdmission(function.Data.AttachBeside, function.Data.DetachBeside, clock, options.HandoverGrace, $"{options.Name}'s data plane", logger);
        Shared = new SharedHost(function, options.Profile.Function, _host, clock, makeLink, logger);
        _guests = new ProxyClients(Shared, clock, logger);
    }

    /// <summary>The host that proxy clients and the Mobile Broadband service share.</summary>
    public SharedHost Shared { get; }

    /// <summary>Whether no host has the place on the function.</summary>
    public bool IsPlaceFree => _host.Holder is null;

    /// <summary>Called when the place on the function has become free and nobody waits for it.</summary>
    public Action PlaceFreed
    {
        set => _host.Freed = value;
    }

    /// <summary>How many connections there are, those that wait included. From any thread.</summary>
    public int Count => _links.Count;

    /// <summary>Notifications that all connections, gone ones included, have thrown away because nobody took them. From any thread.</summary>
    public long DroppedIndications => _links.DroppedIndications;

    /// <summary>Makes a link for one connection, which is not admitted yet. From any thread.</summary>
    /// <exception cref="ObjectDisposedException">The modem has ended.</exception>
    public ModemLink CreateLink(ModemLinkOptions options)
    {
        var link = _makeLink(options);
        _links.Add(link);
        return link;
    }

    /// <summary>A connection wants to be admitted.</summary>
    public void Admit(ModemLink link)
    {
        if (link.Options.IsData)
        {
            _data.Request(link);
        }
        else if (link.Options.IsGuest)
        {
            _guests.Admit(link);
        }
        else
        {
            _host.Request(link);
        }
    }

    /// <summary>A control transfer of a connection. One that has lost its place is heard no more, but for the end of what it had begun.</summary>
    public void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (link.Options.IsGuest)
        {
            _guests.Receive(link, transfer);
        }
        else if (_host.Holder == link)
        {
            _function.Receive(link, transfer);
        }
        else if (link.CloseReason is not null)
        {
            _function.ReceiveBehindClose(link, transfer);
        }
    }

    /// <summary>A transfer of a connection's data plane.</summary>
    public void ReceiveData(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (_data.Holder == link || _host.Holder == link)
        {
            _function.ReceiveData(link, transfer);
        }
    }

    /// <summary>A connection has gone.</summary>
    public void Remove(ModemLink link)
    {
        _host.Release(link);
        _data.Release(link);
        _guests.Remove(link);
        _links.Remove(link);
    }

    /// <summary>A connection, or the host's when none is named, is closed because of a bug.</summary>
    public void Close(ModemLink? link, string reason)
    {
        if ((link ?? _host.Holder) is { } closing)
        {
            _host.Close(closing, reason);
        }
    }

    /// <summary>After each event: what it has done to the function, the links and the shared host takes effect.</summary>
    public void Check()
    {
        _host.CheckHolder();
        _data.CheckHolder();
        Shared.Advance();
    }

    /// <summary>The function goes: whoever waits or comes is refused, or waits until it is back.</summary>
    public void Refuse(string reason)
    {
        _host.Refuse(reason);
        _data.Refuse(reason);
    }

    /// <summary>The function is back.</summary>
    public void Allow()
    {
        _host.Allow();
        _data.Allow();
    }

    /// <summary>The function loses power: its host's session and its data connection end.</summary>
    public void Disconnect(string reason)
    {
        _function.LosePower();
        _host.CloseHolder(reason);
        _data.CloseHolder(reason);
    }

    /// <summary>The modem ends: no connection comes any more. From any thread.</summary>
    public void End() => _links.End();

    /// <summary>Closes all connections.</summary>
    public void Stop(string reason)
    {
        var links = _links.TakeAll();
        Array.ForEach(links, link => link.Close(reason));
        Array.ForEach(links, _host.Release);
        Array.ForEach(links, _data.Release);
        Shared.Stop(reason);
        Shared.Dispose();
    }

    private void Attach(ModemLink link)
    {
        _pipeline.Attached(link);
        _function.Attach(link);
    }

    private void Detach()
    {
        if (_function.HostLink is { } link)
        {
            _pipeline.Detached(link);
        }

        _function.Detach();
    }
}
