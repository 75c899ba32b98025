using System.Buffers;
using MbimEmulator.Hosting.Logging;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Rendering;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Tests;

public sealed class MessageLogTests
{
    [Test]
    public async Task A_line_is_read_with_the_layouts_that_were_in_force_when_the_message_crossed()
    {
        using var log = new SlowLog();
        await using var group = new ModemGroup(new ModemGroupOptions
        {
            Profile = new ModemProfile { Function = new FunctionProfile { MaxExtendedVersion = MbimExVersion.V3 } },
        });
        var messages = new MessageLog([group], showPersonal: true, log);
        List<string> expected = [];
        group.TransferObserved += (in ObservedTransfer transfer) => expected.Add(
            MbimMessageRenderer.ToLine(transfer.Bytes, new MbimRenderOptions { ShowPersonal = true, Version = transfer.Version }));
        var link = group.CreateLink(new ModemLinkOptions { Name = "host" });
        Assert.That(await link.AttachAsync());
        Send(link, w => MbimMessageWriter.WriteOpen(w, 1, 4096));
        Send(link, w => MbimMessageWriter.WriteCommand(
            w, 2, MsBasicConnectExtensions.Id, 15, MbimCommandType.Query, new MbimVersion { Version = 0x100, ExtendedVersion = MbimExVersion.V3 }, MbimExVersion.V1));
        Send(link, w => MbimMessageWriter.WriteCommand(w, 3, BasicConnect.Id, (uint)BasicConnectCid.SignalState, MbimCommandType.Query, []));
        Send(link, w => MbimMessageWriter.WriteOpen(w, 4, 4096));
        await group.InvokeAsync(_ => { });

        // Nothing was written before the session, and with it the version, was another one.
        log.Released.Set();
        await messages.DisposeAsync();
        var answer = expected.Single(line => line.Contains("COMMAND_DONE", StringComparison.Ordinal) && line.Contains("SIGNAL_STATE", StringComparison.Ordinal));
        Assert.That(answer, Does.Contain("RsrpSnr").IgnoreCase, "the layout of 2.0");
        Assert.That(log.Lines.Select(line => line.Split("- ", 2)[^1].Split("> ", 2)[^1]), Is.SupersetOf(new[] { answer }), string.Join('\n', log.Lines));
    }

    private static void Send(ModemLink link, Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        link.Send(Transfer.Copy(buffer.WrittenSpan));
    }

    private sealed class SlowLog : ILoggerFactory, ILogger
    {
        public ManualResetEventSlim Released { get; } = new();

        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.That(Released.Wait(Host.Guard));
            Lines.Add(formatter(state, exception));
        }

        public void Dispose() => Released.Dispose();
    }
}
