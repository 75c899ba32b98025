using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace MbimEmulator.Tool;

/// <summary>Takes the signals that would end the process.</summary>
internal sealed class Signals : IDisposable
{
    private readonly Channel<PosixSignal> _signals = Channel.CreateUnbounded<PosixSignal>();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>Begins to take them.</summary>
    public Signals()
    {
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Take));
        }
    }

    /// <summary>The signals in their order.</summary>
    public ChannelReader<PosixSignal> Reader => _signals.Reader;

    /// <summary>Waits for the first.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) =>
        await _signals.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>They end the process again.</summary>
    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Take(PosixSignalContext context)
    {
        context.Cancel = true;
        _signals.Writer.TryWrite(context.Signal);
    }
}
