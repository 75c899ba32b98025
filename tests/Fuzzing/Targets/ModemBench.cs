using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Time;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>A modem on a virtual clock with links that a fuzzer writes to.</summary>
internal sealed class ModemBench : IDisposable
{
    private readonly ErrorLog _log = new();
    private readonly Func<ModemBench, int, ModemLink> _create;
    private readonly ModemLink?[] _links;

    /// <summary>Makes the modem and attaches its links.</summary>
    /// <param name="profile">The modem.</param>
    /// <param name="count">Links.</param>
    /// <param name="create">Makes the link with a number.</param>
    public ModemBench(ModemProfile profile, int count, Func<ModemBench, int, ModemLink> create)
    {
        Group = new ModemGroup(new ModemGroupOptions { Profile = profile, TimeProvider = Clock, LoggerFactory = _log });
        _create = create;
        _links = new ModemLink?[count];
    }

    public VirtualClock Clock { get; } = new();

    public ModemGroup Group { get; }

    /// <summary>The link with a number; a new one where the old one was closed.</summary>
    public ModemLink Link(int number)
    {
        if (_links[number] is { CloseReason: null } link)
        {
            return link;
        }

        link = _create(this, number);
        Wait(link.AttachAsync().AsTask());
        _links[number] = link;
        return link;
    }

    /// <summary>Takes the link off.</summary>
    public void Detach(int number)
    {
        _links[number]?.Detach("the fuzzer left");
        _links[number] = null;
    }

    /// <summary>Reads what has come on all links, and looks for bugs.</summary>
    public void Drain()
    {
        foreach (var link in _links)
        {
            if (link is null)
            {
                continue;
            }

            while (link.TryReceive(out var transfer))
            {
                using (transfer)
                {
                    Messages.CheckSent(transfer.Span);
                }
            }

            while (link.Data.TryReceive(out var block))
            {
                block.Dispose();
            }

            Finding.Unless(link.CloseReason?.Contains("bug", StringComparison.Ordinal) != true, $"the link was closed: {link.CloseReason}\n{_log.First}");
        }

        Finding.Unless(_log.First is null, $"an error was logged: {_log.First}");
    }

    public void Dispose()
    {
        Wait(Group.DisposeAsync().AsTask());
        Drain();
    }

    private static void Wait(Task task)
    {
        if (!task.Wait(TimeSpan.FromSeconds(30)))
        {
            throw new Finding("attaching or disposing did not finish on the virtual clock");
        }
    }
}
