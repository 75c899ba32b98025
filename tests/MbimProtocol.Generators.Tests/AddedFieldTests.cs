namespace MbimProtocol.Generators.Tests;

/// <summary>[Since] on properties: older layouts that lack only fields.</summary>
public sealed class AddedFieldTests
{
    private const string Newest = """
        [InformationBuffer(SampleCid.One, BufferKind.Response)]
        public sealed partial record Newest
        {
            public uint Kept { get; init; }
            [Since(MbimExVersion.V3)] [WhenAbsent(Value = 7u)] public uint Last { get; init; }
            public string Text { get; init; } = "";
            [Since(MbimExVersion.V2)] [CountOf(nameof(Items))] public partial uint ItemsCount { get; }
            [Since(MbimExVersion.V2)] public MbimArray<string> Items { get; init; }
        }
        """;

    [Test]
    public void Every_version_that_adds_fields_ends_an_older_layout()
    {
        Assert.That(GeneratorHarness.Diagnose(Newest), Is.Empty);
        Assert.That(GeneratorHarness.Generate("Sample.NewestV1.g.cs", Newest), Does.Not.Contain("ItemsCount").And.Not.Contain("uint Last").And.Contain("public string Text { get; init; }"));
        var second = GeneratorHarness.Generate("Sample.NewestV2.g.cs", Newest);
        Assert.That(second, Does.Contain("public readonly partial record struct NewestV2 : IInformationBuffer<NewestV2>"));
        Assert.That(second, Does.Contain("public partial uint ItemsCount { get; }").And.Contain("Items = source.Items,").And.Contain("Last = 7,"));
    }

    [Test]
    public void The_newest_record_picks_among_all_of_them()
    {
        var newest = GeneratorHarness.Generate("Sample.Newest.g.cs", Newest);
        Assert.That(newest, Does.Contain("if ((int)version < 768)").And.Contain("global::Sample.NewestV2.TryRead").And.Contain("global::Sample.NewestV1.TryRead"));
    }

    [Test]
    public void Added_fields_and_a_declared_older_layout_go_together()
    {
        const string Both = """
            [InformationBuffer(SampleCid.One, BufferKind.Response)]
            [Since(MbimExVersion.V2)]
            public sealed partial record Newest { public uint A { get; init; } [WhenAbsent] public uint B { get; init; } [Since(MbimExVersion.V3)] [WhenAbsent] public uint C { get; init; } }
            [OlderLayoutOf(typeof(Newest), MbimExVersion.V1)]
            public sealed partial record Oldest { public uint A { get; init; } }
            """;
        Assert.That(GeneratorHarness.Diagnose(Both), Is.Empty);
        var newest = GeneratorHarness.Generate("Sample.Newest.g.cs", Both);
        Assert.That(newest.IndexOf("global::Sample.NewestV2.TryRead", StringComparison.Ordinal), Is.Positive.And.LessThan(newest.IndexOf("global::Sample.Oldest.TryRead", StringComparison.Ordinal)));
    }

    [TestCase("MBIM021", "[MbimStructure] public sealed partial record Bad { [Since(MbimExVersion.V2)] public uint A { get; init; } }", "Bad is not one")]
    [TestCase("MBIM022", "[InformationBuffer(SampleCid.One, BufferKind.Response)] public sealed partial record Bad { [Since(MbimExVersion.V1)] public uint A { get; init; } }", "first version of Bad")]
    [TestCase("MBIM022", "[InformationBuffer(SampleCid.One, BufferKind.Response)] [Since(MbimExVersion.V3)] public sealed partial record Bad { [Since(MbimExVersion.V2)] public uint A { get; init; } }", "'A'")]
    [TestCase("MBIM023", "[InformationBuffer(SampleCid.One, BufferKind.Response)] public sealed partial record Bad { [CountOf(nameof(A))] public partial uint N { get; } [Since(MbimExVersion.V2)] public MbimArray<uint> A { get; init; } }", "same [Since]")]
    [TestCase("MBIM023", "[InformationBuffer(SampleCid.One, BufferKind.Response)] public sealed partial record Bad { [Since(MbimExVersion.V2)] public uint N { get; init; } [AvailableIf(nameof(N), 1u)] public uint A { get; init; } }", "'A'")]
    [TestCase("MBIM024", "[InformationBuffer(SampleCid.One, BufferKind.Response)] public sealed partial record Bad { public uint B { get; init; } [Since(MbimExVersion.V2)] public uint A { get; init; } } public class BadV1;", "BadV1")]
    public void A_version_that_cannot_be_is_an_error_that_says_why(string id, string declaration, string says)
    {
        var diagnostics = GeneratorHarness.Diagnose(declaration);
        var found = diagnostics.FirstOrDefault(diagnostic => diagnostic.Id == id);
        Assert.That(found, Is.Not.Null, string.Join("\n", diagnostics));
        Assert.That(found!.GetMessage(), Does.Contain(says));
        Assert.That(found.Location.GetLineSpan().Path, Is.EqualTo("Sample.cs"));
    }
}
