using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Containers;

/// <summary>The service "test" of docker-compose.yml as another container has it: from a network namespace with an address of its own, by names and a token.</summary>
public sealed class ForeignContainerTests
{
    private const string Token = "for-the-network-of-this-file-only";

    // Two namespaces inside one of the test's own, joined by a pair of virtual Ethernet devices.
    private const string Setup = """
        set -e
        ip link set lo up
        unshare -n sleep 600 & other=$!
        until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.1; done
        ip link add inner type veth peer name outer netns $other
        ip addr add 10.99.0.1/24 dev inner
        ip link set inner up
        nsenter -t $other -n sh -c 'ip link set lo up; ip addr add 10.99.0.2/24 dev outer; ip link set outer up'
        status=0
        "$@" -- sh -c "nsenter -t $other -n env -u MBIM_EMULATOR_CONTROL_TOKEN sh run.sh" || status=$?
        kill $other
        exit $status
        """;

    [Test]
    public async Task A_test_in_another_container_loads_a_fault_and_checks_what_it_sees()
    {
        Peers.Need("unshare", "nsenter", "ip", "curl", "/usr/bin/python3");
        await using var network = await NetworkNamespace.CreateAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("setup.sh"), Setup);
        await File.WriteAllTextAsync(folder.File("token"), Token);
        var samples = Path.Combine(AppContext.BaseDirectory, "Containers");
        await File.WriteAllTextAsync(folder.File("run.sh"), $$"""
            curl -s -o refused -w '%{http_code}\n' http://10.99.0.1:5080/modems
            curl -s -H 'Host: modem:5080' -H 'Authorization: Bearer {{Token}}' -o allowed -w '%{http_code}\n' http://10.99.0.1:5080/modems
            curl -s -H 'Origin: http://elsewhere' -H 'Authorization: Bearer {{Token}}' -o /dev/null -w '%{http_code}\n' http://10.99.0.1:5080/modems
            curl -s http://10.99.0.1:5081/readyz
            echo
            curl -s http://10.99.0.1:5081/metrics | grep '^mbim_modems'
            curl -s -o /dev/null -w '%{http_code}\n' http://10.99.0.1:5081/modems
            MBIM_EMULATOR_CONTROL=10.99.0.1:5080 MBIM_EMULATOR_CONTROL_TOKEN={{Token}} PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 {{samples}}/test.py 10.99.0.1:5099
            """);
        string[] run =
        [
            "dotnet", Emulator.Tool, "run", "--tcp", "public:0.0.0.0:5099", "--control", "public:0.0.0.0:5080", "--control-token-file", "token",
            "--health", "public:0.0.0.0:5081",
        ];
        var result = await Programs.RunAsync(network.Enter(["sh", "setup.sh", .. run]), input: null, environment: null, folder.Path, TimeSpan.FromMinutes(3));
        Assert.That(result.Output.Trim().Split('\n'), Is.EqualTo(new[] { "401", "200", "403", "{\"status\":\"ready\"}", "mbim_modems 1", "404", "passed: the modem was busy once" }), result.ToString());
    }
}
