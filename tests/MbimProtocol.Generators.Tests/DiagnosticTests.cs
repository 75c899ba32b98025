using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators.Tests;

public sealed class DiagnosticTests
{
    private const string Response = "[InformationBuffer(SampleCid.One, BufferKind.Response)]\n";

    [Test]
    public void A_sound_declaration_compiles() => Assert.That(GeneratorHarness.Diagnose(Response + """
        public sealed partial record Good
        {
            public uint Number { get; init; }
            public string Text { get; init; } = "";
            [CountOf(nameof(Items))] public partial uint ItemsCount { get; }
            public MbimArray<string> Items { get; init; }
        }
        """), Is.Empty);

    [Test]
    public void A_size_may_be_that_of_all_structures_and_a_count_that_of_bytes() => Assert.That(GeneratorHarness.Diagnose("""
        [MbimStructure] public sealed partial record Part { [CountOf(nameof(Data))] public partial uint Count { get; } public MbimArray<byte> Data { get; init; } }
        """ + "\n" + Response + """
        public sealed partial record Good
        {
            [CountOf(nameof(Items))] public partial uint ItemsCount { get; }
            [SizeOf(nameof(Items))] public partial uint ItemsSize { get; }
            public MbimArray<Part> Items { get; init; }
            [PersonalInformation] public ulong Key { get; init; }
        }
        """), Is.Empty);

    [TestCase("MBIM001", "public sealed record Bad { public uint A { get; init; } }", "Bad")]
    [TestCase("MBIM001", "public partial class Bad { public uint A { get; init; } }", "Bad")]
    [TestCase("MBIM002", "public sealed partial record Bad { public double A { get; init; } }", "double")]
    [TestCase("MBIM002", "public sealed partial record Bad { public uint? A { get; init; } }", "'A'")]
    [TestCase("MBIM002", "public sealed partial record Bad { public MbimArray<long> A { get; init; } }", "'A'")]
    [TestCase("MBIM003", "public sealed partial record Bad { [Layout(FieldLayout.TlvString)] public uint A { get; init; } }", "TlvString")]
    [TestCase("MBIM003", "public sealed partial record Bad { [Layout(FieldLayout.StructArray)] public MbimArray<byte> A { get; init; } }", "StructArray")]
    [TestCase("MBIM004", "public sealed partial record Bad { public MbimArray<string> A { get; init; } }", "CountOf")]
    [TestCase("MBIM005", "public sealed partial record Bad { [CountOf(\"Nothing\")] public partial uint N { get; } }", "Nothing")]
    [TestCase("MBIM005", "public sealed partial record Bad { public MbimArray<byte> A { get; init; } [SizeOf(nameof(A))] public partial uint N { get; } }", "'A'")]
    [TestCase("MBIM005", "public sealed partial record Bad { [SizeOf(nameof(A))] public partial uint N { get; } [CountOf(nameof(A))] public partial uint C { get; } public MbimArray<string> A { get; init; } }", "array of structures")]
    [TestCase("MBIM005", "public sealed partial record Bad { [SizeOf(nameof(A), nameof(B))] public partial uint N { get; } [CountOf(nameof(A))] public partial uint C { get; } public MbimArray<Part> A { get; init; } public MbimArray<byte> B { get; init; } }", "'A'")]
    [TestCase("MBIM025", "public sealed partial record Bad { [PersonalInformation] public Guid A { get; init; } }", "System.Guid")]
    [TestCase("MBIM025", "public sealed partial record Bad { [PersonalInformation] public Part A { get; init; } = new(); }", "'A'")]
    [TestCase("MBIM006", "public sealed partial record Bad { [Layout(FieldLayout.RemainingBytes)] public MbimArray<byte> A { get; init; } public uint B { get; init; } }", "'B'")]
    [TestCase("MBIM007", "public sealed partial record Bad { [CountOf(nameof(A))] public uint N { get; init; } public MbimArray<uint> A { get; init; } }", "'N'")]
    [TestCase("MBIM008", "public sealed partial record Bad { [AvailableIf(\"B\", 1u)] public uint A { get; init; } public uint B { get; init; } }", "'B'")]
    [TestCase("MBIM009", "public sealed partial record Bad { [CountOf(nameof(A))] public partial uint N { get; } [Layout(FieldLayout.StructArray)] public MbimArray<Part> A { get; init; } }", "Part")]
    [TestCase("MBIM014", "public sealed partial record Bad { public Bad? A { get; init; } }", "'A'")]
    [TestCase("MBIM015", "public sealed partial record Bad { [Layout(FieldLayout.FixedBytes)] public MbimArray<byte> A { get; init; } }", "'A'")]
    [TestCase("MBIM016", "public sealed partial record Bad { public string A { get; init; } = \"\"; [Layout(FieldLayout.RemainingBytes)] public MbimArray<byte> B { get; init; } }", "'B'")]
    public void A_declaration_that_cannot_be_encoded_is_an_error_that_says_why(string id, string record, string says)
    {
        var diagnostics = GeneratorHarness.Diagnose(
            "[MbimStructure] public sealed partial record Part { public string Name { get; init; } = \"\"; }\n" + Response + record);
        var found = diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == id);
        Assert.That(found, Is.Not.Null, string.Join("\n", diagnostics));
        Assert.That(found!.GetMessage(), Does.Contain(says));
        Assert.That(found.Severity, Is.EqualTo(DiagnosticSeverity.Error));
        Assert.That(found.Location.GetLineSpan().Path, Is.EqualTo("Sample.cs"));
    }

    [Test]
    public void A_projection_without_a_source_is_an_error_in_both_directions()
    {
        var diagnostics = GeneratorHarness.Diagnose("""
            [InformationBuffer(SampleCid.One, BufferKind.Response)]
            [Since(MbimExVersion.V3)]
            public sealed partial record Newest { public uint Kept { get; init; } public uint Added { get; init; } }
            [OlderLayoutOf(typeof(Newest), MbimExVersion.V1)]
            public sealed partial record Older { public uint Kept { get; init; } public uint Removed { get; init; } }
            """);
        Assert.That(diagnostics.Select(d => d.Id), Is.EqualTo(new[] { "MBIM010", "MBIM010" }));
        Assert.That(string.Join(' ', diagnostics.Select(d => d.GetMessage())), Does.Contain("Newest.Added").And.Contain("Older.Removed"));
    }

    [Test]
    public void A_projection_with_declared_defaults_compiles() => Assert.That(GeneratorHarness.Diagnose("""
        [InformationBuffer(SampleCid.One, BufferKind.Response)]
        [Since(MbimExVersion.V3)]
        public sealed partial record Newest { public uint Kept { get; init; } [WhenAbsent(Value = 7u)] public uint Added { get; init; } }
        [OlderLayoutOf(typeof(Newest), MbimExVersion.V1)]
        public sealed partial record Older { [Source(nameof(Newest.Kept))] public uint Kept1 { get; init; } [WhenAbsent] public uint Removed { get; init; } }
        """), Is.Empty);

    [Test]
    public void An_older_layout_needs_a_newest_with_a_version() => Assert.That(
        GeneratorHarness.Diagnose(Response + """
            public sealed partial record Newest { public uint A { get; init; } }
            [OlderLayoutOf(typeof(Newest), MbimExVersion.V1)]
            public sealed partial record Older { public uint A { get; init; } }
            """).Select(d => d.Id),
        Does.Contain("MBIM011"));

    [Test]
    public void A_cid_must_belong_to_a_service() => Assert.That(
        GeneratorHarness.Diagnose("[InformationBuffer(DayOfWeek.Monday, BufferKind.Response)] public sealed partial record Bad { public uint A { get; init; } }").Select(d => d.Id),
        Does.Contain("MBIM012"));

    [Test]
    public void Two_records_for_one_buffer_are_an_error()
    {
        var found = GeneratorHarness.Diagnose(
            Response + "public sealed partial record First { public uint A { get; init; } }\n"
            + Response + "public sealed partial record Second { public uint A { get; init; } }").FirstOrDefault(d => d.Id == "MBIM013");
        Assert.That(found, Is.Not.Null);
        Assert.That(found!.GetMessage(), Does.Contain("First").And.Contain("Second").And.Contain("SampleCid.One"));
    }
}
