using System.Globalization;
using System.Net.Sockets;
using System.Threading.Channels;
using MbimEmulator.Card;

namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>
/// A card at the other end of a connection, as the modem's slot has it. The modem asks inside its mailbox and goes on; the answers come there as events of their
/// own. What the card says within 10 seconds, on the modem's clock, counts; otherwise it is mute, and its connection ends.
/// </summary>
internal sealed class OutsideCard(ModemGroup group, VpcdFrames frames, CancellationToken ending) : ICardTerminal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The shortest and the longest ATR (ISO/IEC 7816-3, 8.2).
    private const int MinAtr = 2;
    private const int MaxAtr = 33;

    // Of a command with a length of one byte: 256 bytes of data and the status word (ETSI TS 102 221, 10.1.6).
    private const int MinAnswer = 2;
    private const int MaxAnswer = 258;

    private readonly Channel<(byte[] Command, CardAnswerHandler? Answered)> _work =
        Channel.CreateUnbounded<(byte[], CardAnswerHandler?)>();

    private byte[] _atr = [];
    private Task<byte[]?> _reading = Task.FromResult<byte[]?>(null);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Atr => _atr;

    /// <inheritdoc/>
    public void Reset()
    {
        // Nobody waits for the answer to what has not been sent.
        while (_work.Reader.TryRead(out _))
        {
        }

        _work.Writer.TryWrite(([(byte)VpcdControl.Reset], null));
    }

    /// <inheritdoc/>
    public void Transmit(ReadOnlySpan<byte> command, CardAnswerHandler answered)
    {
        // A frame of one byte would be a control; no card takes such a command.
        if (command.Length < 2)
        {
            answered([0x67, 0x00]);
            return;
        }

        _work.Writer.TryWrite((command.ToArray(), answered));
    }

    /// <summary>Powers the card up, and has it be the modem's SIM until the connection ends.</summary>
    /// <param name="came">Called when it is.</param>
    /// <returns>Why the connection has ended.</returns>
    public async Task<string> RunAsync(Action came)
    {
        try
        {
            _reading = ReadAsync();
            await frames.WriteAsync(new[] { (byte)VpcdControl.On }, ending).ConfigureAwait(false);
            await AskForAtrAsync().ConfigureAwait(false);
            try
            {
                await group.InvokeAsync(modem => modem.TakeCard(this)).ConfigureAwait(false);
                came();
                await ServeAsync().ConfigureAwait(false);
            }
            finally
            {
                await group.InvokeAsync(modem => modem.LoseCard(this)).ConfigureAwait(false);
            }
        }
        catch (TimeoutException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it is mute: no answer within {Patience.TotalSeconds} s");
        }
        catch (ObjectDisposedException)
        {
            return "the modem has ended";
        }
        catch (OperationCanceledException)
        {
            return "the reader is closed";
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException)
        {
            return e.Message;
        }

        return "the card has closed the connection";
    }

    private Task<byte[]?> ReadAsync() => frames.ReadAsync(ending).AsTask();

    // Until the card closes its connection.
    private async Task ServeAsync()
    {
        var waiting = _work.Reader.WaitToReadAsync(ending).AsTask();
        while (true)
        {
            await Task.WhenAny(waiting, _reading).ConfigureAwait(false);
            if (_reading.IsCompleted)
            {
                _ = await _reading.ConfigureAwait(false) is null ? 0 : throw new InvalidDataException("a frame that nobody asked for");
                return;
            }

            await waiting.ConfigureAwait(false);
            while (_work.Reader.TryRead(out var work))
            {
                if (work.Answered is { } answered)
                {
                    var answer = await AskAsync(work.Command, "an answer", MinAnswer, MaxAnswer).ConfigureAwait(false);
                    await group.InvokeAsync(_ => answered(answer)).ConfigureAwait(false);
                }
                else
                {
                    await frames.WriteAsync(work.Command, ending).ConfigureAwait(false);
                    await AskForAtrAsync().ConfigureAwait(false);
                }
            }

            waiting = _work.Reader.WaitToReadAsync(ending).AsTask();
        }
    }

    private async Task AskForAtrAsync() => _atr = await AskAsync([(byte)VpcdControl.Atr], "an ATR", MinAtr, MaxAtr).ConfigureAwait(false);

    private async Task<byte[]> AskAsync(byte[] frame, string what, int min, int max)
    {
        if (_reading.IsCompleted && await _reading.ConfigureAwait(false) is not null)
        {
            throw new InvalidDataException("a frame that nobody asked for");
        }

        await frames.WriteAsync(frame, ending).ConfigureAwait(false);
        var answer = await _reading.WaitAsync(Patience, group.TimeProvider, ending).ConfigureAwait(false)
            ?? throw new IOException("the card has closed the connection");
        if (answer.Length < min || answer.Length > max)
        {
            throw new InvalidDataException($"{what} of {answer.Length} bytes; expected {min} to {max}");
        }

        _reading = ReadAsync();
        return answer;
    }
}
