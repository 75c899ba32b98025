using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tests.Modem;

/// <summary>A scripted device service under the UUID of a built-in one stands in front of it.</summary>
public sealed class ShadowingServiceTests
{
    private const string Yaml = """
        extends: no-sim
        deviceServices:
          services:
            - name: own signal
              uuid: a289cc33-bcbb-8b4f-b6b0-133ec2aae6df
              cids: [3, 11, 200]
              behaviour:
                name: scripted
                unmatched: handOn
                answers:
                  - { cid: 11, operation: query, bytes: 01 02 03 04 }
                  - { cid: 3, operation: query, delay: 50ms, handOn: true }
                  - { cid: 200, bytes: ff }
        """;

    [Test]
    public void The_script_answers_what_it_names_and_hands_the_rest_on()
    {
        var host = Start();
        Assert.That(Ask(host, 11, MbimCommandType.Query), Is.EqualTo("CommandDone 7 Success 01020304"));
        Assert.That(Ask(host, 200, MbimCommandType.Query), Is.EqualTo("CommandDone 7 Success ff"));
        Assert.That(Ask(host, 3, MbimCommandType.Set, 0, 0, 0, 0), Is.EqualTo("CommandDone 7 Success 0100000000000000"), "handed on, as nothing fits");
        Assert.That(Ask(host, 1, MbimCommandType.Query), Does.StartWith("CommandDone 7 Success"), "not the script's");
        Assert.That(Ask(host, 3, MbimCommandType.Query), Is.Empty);
        host.Clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.That(host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success 0100000000000000" }));
    }

    [Test]
    public void The_host_sees_one_service_with_the_commands_of_both()
    {
        var host = Start();
        host.Send(w => MbimMessageWriter.WriteCommand(w, 7, BasicConnect.Id, BasicConnect.DeviceServices.Number, MbimCommandType.Query, []));
        Assert.That(MbimMessage.TryParse(host.TryReceive(), MbimReadMode.Strict, out var message, out _));
        Assert.That(DeviceServicesInfo.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var info, out _));
        var basicConnect = info!.DeviceServices.Where(service => service.DeviceServiceId == BasicConnect.Id).ToList();
        Assert.That(basicConnect, Has.Count.EqualTo(1));
        Assert.That(basicConnect[0].Cids, Is.SupersetOf(new uint[] { 1, 2, 3, 11, 200 }).And.Unique);
    }

    [Test]
    public void It_is_said_when_the_modem_is_made()
    {
        var log = new WarningLog();
        _ = Start(log);
        Assert.That(log.Lines, Is.EqualTo(new[] { "Device service own signal of the profile takes precedence over the built-in Basic Connect: its script answers RADIO_STATE, SIGNAL_STATE, 200" }));
    }

    [Test]
    public void Without_handing_on_what_no_answer_fits_is_refused()
    {
        var host = Start(yaml: Yaml.Replace("unmatched: handOn", "unmatched: busy", StringComparison.Ordinal));
        Assert.That(Ask(host, 3, MbimCommandType.Set, 0, 0, 0, 0), Is.EqualTo("CommandDone 7 Busy"));
    }

    [Test]
    public void Handing_on_where_there_is_nothing_built_in_is_no_support()
    {
        var host = Start(yaml: Yaml.Replace("{ cid: 200, bytes: ff }", "{ cid: 200, handOn: true }", StringComparison.Ordinal));
        Assert.That(Ask(host, 200, MbimCommandType.Query), Is.EqualTo("CommandDone 7 NoDeviceSupport"));
    }

    [TestCase("behaviour: echo", "a unique UUID, or the behaviour 'scripted'")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 3, handOn: true, bytes: 01 }] }", "'bytes' beside 'handOn'")]
    public void What_cannot_stand_in_front_of_a_built_in_service_is_a_mistake(string behaviour, string expected) => Assert.That(
        () => ModemProfile.Parse("x.yaml", $"deviceServices: {{ services: [{{ name: x, uuid: a289cc33-bcbb-8b4f-b6b0-133ec2aae6df, cids: [3], {behaviour} }}] }}"),
        Throws.TypeOf<ModemProfileException>().With.Message.Contains(expected));

    private static TestHost Start(ILoggerFactory? log = null, string yaml = Yaml)
    {
        var options = new ModemGroupOptions { Profile = ModemProfile.Parse("x.yaml", yaml) };
        var host = new TestHost(options: log is null ? options : options with { LoggerFactory = log });
        host.Open();
        host.Received();
        return host;
    }

    private static string Ask(TestHost host, uint cid, MbimCommandType type, params byte[] buffer)
    {
        host.Send(w => MbimMessageWriter.WriteCommand(w, 7, BasicConnect.Id, cid, type, buffer));
        return host.Received().FirstOrDefault(line => line.StartsWith("CommandDone", StringComparison.Ordinal)) ?? "";
    }

    private sealed class WarningLog : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
            {
                Lines.Add(formatter(state, exception));
            }
        }
    }
}
