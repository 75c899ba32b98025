namespace MbimProtocol.Tests.Messages;

/// <summary>Messages as they were seen on the wire, or made by hand after their layouts.</summary>
internal static class Samples
{
    public static readonly byte[] Open = Hex("01000000 10000000 02000000 00100000");
    public static readonly byte[] OpenDone = Hex("01000080 10000000 02000000 00000000");
    public static readonly byte[] Close = Hex("02000000 0c000000 04000000");
    public static readonly byte[] CloseDone = Hex("02000080 10000000 04000000 00000000");
    public static readonly byte[] HostError = Hex("04000000 10000000 07000000 07000000");
    public static readonly byte[] FunctionError = Hex("04000080 10000000 09000000 05000000");

    public static readonly byte[] QueryRadioState = Hex(
        "03000000 30000000 03000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 00000000");

    public static readonly byte[] RadioStateDone = Hex(
        "03000080 38000000 03000000 01000000 00000000 a289cc33bcbb8b4fb6b0133ec2aae6df 03000000 00000000 08000000 01000000 01000000");

    public static readonly byte[] ProxyConfiguration = Hex(
        "03000000 50000000 01000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 01000000 01000000 20000000" +
        "0c000000 12000000 1e000000 2f006400650076002f006e0075006c006c00 0000");

    public static readonly byte[] ProxyConfigurationDone = Hex(
        "03000080 30000000 01000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 01000000 00000000 00000000");

    public static readonly byte[] ProxyVersionIndication = Hex(
        "07000080 30000000 00000000 01000000 00000000 838cf7fb8d0d4d7f871ed71dbefbb39b 02000000 04000000 00010003");

    public static IEnumerable<byte[]> All =>
    [
        Open, OpenDone, Close, CloseDone, HostError, FunctionError, QueryRadioState, RadioStateDone, ProxyConfiguration,
        ProxyConfigurationDone, ProxyVersionIndication,
    ];

    public static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
}
