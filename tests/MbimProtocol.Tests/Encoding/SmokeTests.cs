using MbimProtocol.Services;

namespace MbimProtocol.Tests.Encoding;

public sealed class SmokeTests
{
    [Test]
    public void Proxy_configuration_as_libmbim_writes_it()
    {
        var bytes = Convert.FromHexString("0c000000120000001e0000002f006400650076002f006e0075006c006c000000");
        Assert.That(ProxyConfiguration.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Strict, out var value, out var error), Is.True, error.ToString());
        Assert.That(value, Is.EqualTo(new ProxyConfiguration { DevicePath = "/dev/null", Timeout = 30 }));
        var written = new byte[value!.GetSize(MbimExVersion.V1)];
        value.Write(written, MbimExVersion.V1);
        Assert.That(written, Is.EqualTo(bytes));
    }
}
