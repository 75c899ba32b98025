using MbimEmulator.Links;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Function;

/// <summary>
/// The one place of a host on the function, or of a data connection beside it. It belongs to a connection: a newcomer waits up to the handover grace for the holder to go, and is
/// refused with the holder's name, unless it is one that waits as long as it takes. A stream that takes nothing for 30 s while its budget is used up
/// loses the place.
/// </summary>
internal sealed class HostAdmission(Action<ModemLink> attach, Action detach, ModemClock clock, TimeSpan handoverGrace, string modem, ILogger logger)
{
    private readonly List<Newcomer> _newcomers = [];
    private StallWatch? _stallWatch;
    private string? _refusal;

    /// <summary>The link that has the place.</summary>
    public ModemLink? Holder { get; private set; }

    /// <summary>Called when the place has become free and nobody waits for it.</summary>
    public Action Freed { get; set; } = static () => { };

    /// <summary>A link wants the place.</summary>
    public void Request(ModemLink link)
    {
        if (link.CloseReason is not null)
        {
            return;
        }

        if (_refusal is { } refusal && !link.Options.IsPatient)
        {
            FunctionLog.Refused(logger, link.Options.Name, refusal);
            Close(link, refusal);
            return;
        }

        _newcomers.Add(new Newcomer(link, link.Options.IsPatient ? null : clock.Schedule(handoverGrace, () => EndGrace(link))));
        ProbeHolder();
        GrantNext();
        if (link.Options.IsPatient && Holder != link)
        {
            FunctionLog.Waits(logger, link.Options.Name, _refusal ?? InUse);
        }
    }

    /// <summary>There is no function behind the place: who waits for it, or comes, is refused, or waits until there is one.</summary>
    public void Refuse(string reason)
    {
        _refusal = reason;
        while (_newcomers.Find(newcomer => !newcomer.Link.Options.IsPatient).Link is { } link)
        {
            Close(link, reason);
        }
    }

    /// <summary>The function is there.</summary>
    public void Allow()
    {
        _refusal = null;
        GrantNext();
    }

    /// <summary>The holder may give up the place now: newcomers need not wait for the end of their grace to find out.</summary>
    public void Reconsider()
    {
        if (_newcomers.Count > 0)
        {
            ProbeHolder();
        }
    }

    /// <summary>A link is gone or has been closed; it holds the place no longer.</summary>
    public void Release(ModemLink link)
    {
        var index = _newcomers.FindIndex(n => n.Link == link);
        if (index >= 0)
        {
            _newcomers[index].Grace?.Cancel();
            _newcomers.RemoveAt(index);
        }

        if (Holder == link)
        {
            Holder = null;
            _stallWatch?.Stop();
            _stallWatch = null;
            detach();
            FunctionLog.Detached(logger, link.Options.Name, link.CloseReason ?? "");
            GrantNext();
            if (Holder is null)
            {
                Freed();
            }
        }
    }

    /// <summary>Closes a link and frees what it holds.</summary>
    public void Close(ModemLink link, string reason)
    {
        link.Close(reason);
        Release(link);
    }

    /// <summary>Closes the holder's link, if there is one, and frees the place.</summary>
    public void CloseHolder(string reason)
    {
        if (Holder is { } holder)
        {
            Close(holder, reason);
        }
    }

    /// <summary>After each event: the link may have been closed by it, or its budget used up.</summary>
    public void CheckHolder()
    {
        if (Holder is not { } holder)
        {
            return;
        }

        if (holder.CloseReason is not null)
        {
            Release(holder);
        }
        else
        {
            _stallWatch?.Check();
        }
    }

    private string InUse => $"{modem} is in use by '{Holder?.Options.Name}'";

    private void ProbeHolder()
    {
        if (Holder is { } holder && holder.IsPeerGone())
        {
            Close(holder, "its peer has disconnected");
        }
    }

    private void EndGrace(ModemLink link)
    {
        ProbeHolder();
        GrantNext();
        if (_newcomers.Exists(n => n.Link == link))
        {
            var reason = InUse;
            FunctionLog.Refused(logger, link.Options.Name, reason);
            Close(link, reason);
        }
    }

    private void GrantNext()
    {
        while (Holder is null && _refusal is null && _newcomers.Count > 0)
        {
            var newcomer = _newcomers[0];
            _newcomers.RemoveAt(0);
            newcomer.Grace?.Cancel();
            if (newcomer.Link.CloseReason is null)
            {
                Holder = newcomer.Link;
                _stallWatch = new StallWatch(clock, newcomer.Link, reason => Close(newcomer.Link, reason));
                attach(newcomer.Link);
                FunctionLog.Attached(logger, newcomer.Link.Options.Name);
                newcomer.Link.CompleteAttach(true);
            }
        }
    }

    private readonly record struct Newcomer(ModemLink Link, ModemTimer? Grace);
}
