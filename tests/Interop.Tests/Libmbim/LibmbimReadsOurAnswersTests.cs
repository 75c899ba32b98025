using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using MbimEmulator.Interop.Tests.Support;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Interop.Tests.Libmbim;

public partial class LibmbimReadsOurAnswersTests
{
    private const int RecordsPerVersion = 40;

    public static IEnumerable<TestCaseData> Answers() =>
        from service in MbimServices.All
        from cid in service.Cids
        where LibmbimBuffer.IsKnown(service, cid)
        from kind in new[] { BufferKind.Response, BufferKind.Notification }
        where LibmbimBuffer.Has(cid, kind)
        select new TestCaseData(cid, kind).SetArgDisplayNames($"{service.Name} {cid}", kind.ToString());

    [TestCaseSource(nameof(Answers))]
    public async Task Libmbim_reads_every_field_as_we_wrote_it(MbimCid cid, BufferKind kind)
    {
        var program = await NativePrograms.GetAsync("mbim-print", "readers.h", LibmbimReaders.Write());
        var input = new StringBuilder();
        List<string> sent = [];
        var write = GetType().GetMethod(nameof(Write), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(cid.GetType().GenericTypeArguments[2]);
        foreach (var version in Enum.GetValues<MbimExVersion>().Where(version => version >= cid.Since))
        {
            write.Invoke(null, [cid, kind, version, input, sent]);
        }

        var read = await Programs.RunAsync([program], input.ToString(), environment: null);

        Assert.That(read.ExitCode, Is.Zero, read.ToString());
        var messages = Messages(read.Output);
        if (cid == MsBasicConnectExtensions.BaseStationsInfo)
        {
            // Of a list of structures with texts, libmbim 1.28 reads the first one in place of each.
            messages = [.. messages.Select(WithoutLaterCells)];
            sent = [.. sent.Select(WithoutLaterCells)];
        }

        Assert.That(cid == MsUiccLowLevelAccess.TerminalCapability ? messages.Zip(sent, WithoutWhatFollows) : messages, Is.EqualTo(sent));
    }

    private static string WithoutLaterCells(string fields) =>
        string.Join('\n', fields.Split('\n').Where(line => !LaterCell().IsMatch(line)));

    [GeneratedRegex(@"^(GsmNmr|UmtsMrl|TdscdmaMrl|LteMrl|CdmaMrl|NrServingCells|NrNeighborCells)\.[1-9]")]
    private static partial Regex LaterCell();

    [Test]
    public async Task Libmbim_refuses_what_is_broken()
    {
        var program = await NativePrograms.GetAsync("mbim-print", "readers.h", LibmbimReaders.Write());
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(message, 1, BasicConnect.Id, BasicConnect.RadioState.Number, MbimStatus.Success, [1, 0, 0, 0]);

        var read = await Programs.RunAsync([program], $"v1 {Convert.ToHexString(message.WrittenSpan)}\n", environment: null);

        Assert.That(read.Output, Does.StartWith("error=").And.EndWith(".\n"));
    }

    private static void Write<T>(MbimCid cid, BufferKind kind, MbimExVersion version, StringBuilder input, List<string> sent)
        where T : IInformationBuffer<T>
    {
        var records = new RandomRecords(seed: (int)cid.Number);
        for (var i = 0; i < RecordsPerVersion; i++)
        {
            var record = WithinLibmbim(records.Next<T>());
            var message = new ArrayBufferWriter<byte>();
            if (kind == BufferKind.Notification)
            {
                MbimMessageWriter.WriteIndicateStatus(message, cid.Service, cid.Number, record, version);
            }
            else
            {
                MbimMessageWriter.WriteCommandDone(message, 7, cid.Service, cid.Number, MbimStatus.Success, record, version);
            }

            var fields = new FlatFields();
            record.Describe(fields, version);
            sent.Add(string.Join('\n', fields.Lines));
            input.Append('v').Append((int)version >> 8).Append(' ').Append(Convert.ToHexStringLower(message.WrittenSpan)).Append('\n');
        }
    }

    // libmbim 1.28 gives 32 of these 64 bits.
    private static T WithinLibmbim<T>(T record) =>
        record is DeviceCapsInfoV3 caps && caps with { DataSubclass = (uint)caps.DataSubclass } is T narrow ? narrow : record;

    // libmbim 1.28 gives the bytes of a capability with all that follows it in the message.
    private static string WithoutWhatFollows(string theirs, string ours)
    {
        var lines = theirs.Split('\n').Zip(ours.Split('\n'), (their, our) => their.Contains(".Data=", StringComparison.Ordinal) && their.StartsWith(our, StringComparison.Ordinal) ? our : their);
        return theirs.Count(c => c == '\n') == ours.Count(c => c == '\n') ? string.Join('\n', lines) : theirs;
    }

    private static List<string> Messages(string output)
    {
        List<string> messages = [];
        List<string> lines = [];
        foreach (var line in output.Split('\n'))
        {
            if (line == ".")
            {
                messages.Add(string.Join('\n', lines));
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }

        return messages;
    }
}
