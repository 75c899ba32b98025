using MbimEmulator.Links;
using MbimEmulator.Modem;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Function;

/// <summary>How a modem group is made.</summary>
public sealed record ModemGroupOptions
{
    /// <summary>The modem's name, unique in the process's run.</summary>
    public string Name { get; init; } = "modem0";

    /// <summary>What the modem is.</summary>
    public ModemProfile Profile { get; init; } = new();

    /// <summary>Time. A virtual clock runs the mailbox in the caller's thread.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Chance.</summary>
    public ulong Seed { get; init; }

    /// <summary>Logs; the category is the modem's name.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}

/// <summary>A modem with its function and everything that takes events in one order: the mailbox.</summary>
public sealed class ModemGroup : IAsyncDisposable
{
    /// <summary>Makes the group; the modem is powered at once.</summary>
    public ModemGroup(ModemGroupOptions options) => throw new NotImplementedException();

    /// <summary>The modem's name.</summary>
    public string Name => throw new NotImplementedException();

    /// <summary>The modem. Touch it only inside <see cref="InvokeAsync"/>.</summary>
    public SimulatedModem Modem => throw new NotImplementedException();

    /// <summary>Runs an action in the mailbox.</summary>
    public Task InvokeAsync(Action<SimulatedModem> action) => throw new NotImplementedException();

    /// <summary>Makes a link for one connection; it does not have the host's place yet.</summary>
    public ModemLink CreateLink(ModemLinkOptions options) => throw new NotImplementedException();

    /// <summary>Ends all links and timers.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
