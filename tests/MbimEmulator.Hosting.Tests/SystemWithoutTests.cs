using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Tests;

public sealed class SystemWithoutTests
{
    [Test]
    public void A_system_without_Unix_sockets_says_what_else_there_is() => Assert.That(
        () => SocketPath.Require("a.sock", areSupported: false), Throws.TypeOf<EndpointException>().With.Message.Contains("'a.sock'").And.Message.Contains("127.0.0.1:0"));
}
