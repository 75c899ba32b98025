using MbimEmulator.Links;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Tests.Function;

namespace MbimEmulator.Tests.Faults;

/// <summary>What the host does on the bus below its link, and what it says in OPEN, sets rules off.</summary>
public sealed class BusRequestTests
{
    private static readonly BusRequest SetInputSize = new(0x21, 0x86, 0, 0, 4, IsAccepted: true);
    private static readonly BusRequest SetAlternate = new(0x01, 0x0B, 1, 1, 0, IsAccepted: true);

    [Test]
    public void Open_fails_until_the_input_size_was_set()
    {
        var host = Start("""
            - { on: { controlRequest: SET_NTB_INPUT_SIZE, accepted: true }, do: { setState: sized } }
            - { on: open, whenState: start, do: { answer: failure } }
            """);
        host.Open(1);
        host.Group.RequestOnBus(SetAlternate);
        host.Group.RequestOnBus(SetInputSize with { IsAccepted = false });
        host.Open(2);
        host.Group.RequestOnBus(SetInputSize);
        host.Open(3);
        Assert.That(host.Received(), Is.EqualTo(new[] { "OpenDone 1 Failure", "OpenDone 2 Failure", "OpenDone 3 Success" }));
    }

    [Test]
    public void A_modem_is_silent_unless_its_data_interface_was_chosen_behind_open()
    {
        var host = Start("""
            - { on: open, setState: opened, do: { setState: opened } }
            - { on: command, whenState: opened, do: drop }
            - { on: { controlRequest: SET_INTERFACE, value: 1, index: 0x0001 }, whenState: opened, do: { setState: start } }
            """);
        host.Handle(1, (transaction, buffer) => transaction.Complete(buffer));
        host.Group.RequestOnBus(SetAlternate);
        host.Open(1);
        host.Query(2, 1);
        host.Group.RequestOnBus(SetAlternate with { Value = 0 });
        host.Query(3, 1);
        host.Group.RequestOnBus(SetAlternate);
        host.Query(4, 1);
        Assert.That(host.Received(), Is.EqualTo(new[] { "OpenDone 1 Success", "CommandDone 4 Success" }));
    }

    [Test]
    public void Open_is_refused_by_its_largest_transfer_and_close_fails_behind_it()
    {
        var host = Start("""
            - { on: { open: , where: { MaxControlTransfer: { above: 512 } } }, do: { functionError: maxTransfer } }
            - { on: close, do: { answer: failure } }
            """);
        host.Open(1, 1024);
        host.Close(2);
        host.Open(3, 512);
        Assert.That(host.Received(), Is.EqualTo(new[] { "FunctionError 1 MaxTransfer", "CloseDone 2 Failure", "OpenDone 3 Success" }));
    }

    [TestCase("\"*\"", "1234")]
    [TestCase("SET_INTERFACE", "1")]
    [TestCase("GET_DESCRIPTOR, value: 0x0200", "2")]
    [TestCase("0xc0ff", "3")]
    [TestCase("\"*\", accepted: false", "34")]
    [TestCase("SET_CRC_MODE", "4")]
    public void A_request_is_meant_by_kind_number_value_and_what_became_of_it(string trigger, string expected)
    {
        var host = Start($"- {{ on: {{ controlRequest: {trigger} }}, do: {{ indicate: {{ service: {TestHost.Service}, cid: 9 }} }} }}");
        BusRequest[] requests = [SetAlternate, new(0x80, 6, 0x0200, 0, 9, true), new(0xC0, 0xFF, 0, 0, 0, false), new(0x21, 0x8A, 0, 0, 0, false)];
        var seen = "";
        for (var i = 0; i < requests.Length; i++)
        {
            host.Group.RequestOnBus(requests[i]);
            seen += host.Received().Length > 0 ? $"{i + 1}" : "";
        }

        Assert.That(seen, Is.EqualTo(expected));
    }

    private static TestHost Start(string rules) => new(options: new ModemGroupOptions
    {
        Profile = TestHost.Quiet,
        Scenario = ScenarioLibrary.Parse("x.yaml", $"schemaVersion: 1\nrules:\n{string.Join('\n', rules.Split('\n').Select(line => "  " + line))}\n"),
    });
}
