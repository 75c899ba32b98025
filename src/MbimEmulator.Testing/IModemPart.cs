namespace MbimEmulator.Testing;

/// <summary>What a test wants beside its modem, such as sockets: it starts behind the modem and ends before it.</summary>
public interface IModemPart : IAsyncDisposable
{
    /// <summary>Starts it. If this throws, it is disposed all the same.</summary>
    Task StartAsync(EmulatedModem modem, CancellationToken cancellationToken);
}
