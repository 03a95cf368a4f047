<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Tuban</name>
    <message>
        <source>'{value}' holds a code that is not in {table}.</source>
        <translation>“{value}”中有 {table} 没有的编码。</translation>
    </message>
    <message>
        <source>'{value}' is not a field of the layer.</source>
        <translation>“{value}”不是该图层的字段。</translation>
    </message>
    <message>
        <source>'{value}' is not a number.</source>
        <translation>“{value}”不是数字。</translation>
    </message>
    <message>
        <source>'{value}' is not among the fields of the rule.</source>
        <translation>“{value}”不在该规则的字段（fields）之中。</translation>
    </message>
    <message>
        <source>'{value}' is not in {table}.</source>
        <translation>“{value}”不在 {table} 中。</translation>
    </message>
    <message>
        <source>'{value}' is not one level above the class.</source>
        <translation>“{value}”不是该地类的上一级地类。</translation>
    </message>
    <message>
        <source>'{value}' is not one of {choices}.</source>
        <translation>“{value}”不在 {choices} 之中。</translation>
    </message>
    <message>
        <source>'{value}' is not sql, area, geometry:&lt;kind&gt; or &lt;LAYER&gt;:&lt;kind&gt;.</source>
        <translation>“{value}”不是 sql、area、geometry:&lt;类型&gt; 或 &lt;图层&gt;:&lt;类型&gt;。</translation>
    </message>
    <message>
        <source>'{value}' occurs more than once but must be unique.</source>
        <translation>“{value}”重复出现，必须唯一。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>0 makes a county without defects. A county has room for about one defect in 20 patches.</source>
        <translation>0 表示不加缺陷。每 20 个图斑大约可容纳一个缺陷。</translation>
    </message>
    <message>
        <source>1 as in the official table, whose step is 0.1 ha; 6 closes to 0.01 m². Sheets of 1:2 000 and larger scales are too small for 0.1 ha.</source>
        <translation>1 与正式图表一致，即以 0.1 公顷为单位；6 可闭合到 0.01 m²。1:2 000 及更大比例尺的图幅太小，不宜取 0.1 公顷。</translation>
    </message>
    <message>
        <source>2 in the third survey and its updates, 1 in the second survey.</source>
        <translation>第三次国土调查及变更调查取 2 位，第二次土地调查取 1 位。</translation>
    </message>
    <message>
        <source>A control area that differs from the sum of its patches by more than this times their number stops the run; exactly so much does not. 0.05 m² notices a missing patch of 200 m² in a village of 4000.</source>
        <translation>控制面积与其图斑面积之和的差值大于“此值 × 图斑个数”时停止运行，恰好相等时不停止。取 0.05 m² 时，在有 4000 个图斑的村里漏掉一个 200 m² 的图斑也能发现。</translation>
    </message>
    <message>
        <source>A field that is true (or a number that is not 0) for single patches that must stay as they are.</source>
        <translation>值为真（或非 0 数值）的图斑须保持原样；用于指定单个图斑。</translation>
    </message>
    <message>
        <source>A file could not be read or written: {reason}</source>
        <translation>文件读写失败：{reason}</translation>
    </message>
    <message>
        <source>A grade border lies {cells} cells from its place in the slope raster; the limit is 1, at most 2.</source>
        <translation>坡度级别界线偏离坡度栅格中的位置 {cells} 个像元；限差为 1 个，最大不超过 2 个。</translation>
    </message>
    <message>
        <source>A layer of an error GeoPackage stands for all findings that are in it.</source>
        <translation>选错误 GeoPackage 中的任一图层，即代表其中的全部问题。</translation>
    </message>
    <message>
        <source>A layer of findings: its selected features are those that are meant.</source>
        <translation>问题图层：选中的要素即为要审核的问题。</translation>
    </message>
    <message>
        <source>A linear feature whose border on the seam is longer than so many times its mean width runs along the seam and does not end there.</source>
        <translation>线状地类在接边线上的边长超过其平均宽度的这一倍数时，视为沿接边线延伸，而不是在此中断。</translation>
    </message>
    <message>
        <source>A point for each defect with its kind, patches (bsm, bsm2), size, unit and a note. A name ending in .csv gives a table.</source>
        <translation>每个缺陷一个点，含类别、图斑（bsm、bsm2）、大小、单位和说明。文件名以 .csv 结尾时写成表格。</translation>
    </message>
    <message>
        <source>A point for each finding, where the fault is; the columns are those of the findings.</source>
        <translation>每个问题一个点，位于问题所在处；字段与问题图层相同。</translation>
    </message>
    <message>
        <source>A polygon a sheet: TFH number, BLC scale, W, S, E, N edges (degrees), corners X_SW … Y_SE (x north, y east, m; in degrees those of the standard zone, CM is its meridian), LLMJ theoretical area (m²).</source>
        <translation>每幅一个多边形：TFH 图幅号，BLC 比例尺分母，W、S、E、N 图廓经纬度（度），X_SW … Y_SE 角点坐标（x 向北，y 向东，m；经纬度图层取标准分带的坐标，CM 为其中央经线），LLMJ 图幅理论面积（m²）。</translation>
    </message>
    <message>
        <source>A polygon for every piece of a sheet, inside and outside, with its closed area (ha).</source>
        <translation>图幅界内界外每一块一个多边形，含调平后的面积（公顷）。</translation>
    </message>
    <message>
        <source>A product of area and coefficient is too large; check the values of the two fields.</source>
        <translation>面积与系数的乘积过大；请检查这两个字段的值。</translation>
    </message>
    <message>
        <source>A row for each patch and place: what was done, for which finding, area before and after in m² on the plane (coordinates rounded to 0.1 mm), the change, the other patches and the reason. Rows without a patch are land that nobody held or that was counted twice. The changes add up to 0. The geometry is the place; a node is a square of 0.2 mm.</source>
        <translation>每个图斑、每处一行：做了什么处理、针对哪个问题、处理前后的平面面积（m²，坐标取至 0.1 mm）、变化量、其他图斑和原因。没有图斑的行表示原来无图斑覆盖或重复计算的土地。各行变化量之和为 0。图形为处理位置；节点以 0.2 mm 的方块表示。</translation>
    </message>
    <message>
        <source>A rule file that takes longer is stopped. Empty: by the number of patches and rules.</source>
        <translation>规则文件用时超过此值即停止。为空时按图斑数和规则数确定。</translation>
    </message>
    <message>
        <source>A sample county cannot be made: {what} must be {low:g} to {high:g}, not {given:g}.</source>
        <translation>无法生成样例县：{what}应在 {low:g} 到 {high:g} 之间，当前为 {given:g}。</translation>
    </message>
    <message>
        <source>A sample county needs at least {least} patches; {given} were asked for.</source>
        <translation>样例县至少需要 {least} 个图斑，当前为 {given} 个。</translation>
    </message>
    <message>
        <source>A value is missing or too large to be counted in whole units; look at the area fields.</source>
        <translation>有数值缺失或过大，无法按整数单位计数；请检查面积字段。</translation>
    </message>
    <message>
        <source>Adjust areas to control areas</source>
        <translation>面积平差（调平到控制面积）</translation>
    </message>
    <message>
        <source>Administrative areas (XZQ)</source>
        <translation>行政区（XZQ）</translation>
    </message>
    <message>
        <source>Administrative boundaries (XZQJX)</source>
        <translation>行政区界线（XZQJX）</translation>
    </message>
    <message>
        <source>Agricultural land</source>
        <translation>农用地</translation>
    </message>
    <message>
        <source>All findings with their states, run after run. In a file that exists the states and exceptions that people gave are kept, and findings that this run looked for and no longer found are marked as fixed. Findings with an exception do not count as errors, warnings or notes.</source>
        <translation>历次检查的全部问题及其状态。文件已存在时，保留人工标注的状态和例外；本次检查范围内不再发现的问题标为已消除。有例外的问题不计入错误、警告和提示。</translation>
    </message>
    <message>
        <source>All patches were checked: the error GeoPackage holds no run with the same settings and layers.</source>
        <translation>已检查全部图斑：错误 GeoPackage 中没有设置和图层均相同的运行记录。</translation>
    </message>
    <message>
        <source>An elevation model of {cells:.0f} million cells is too large; take a larger cell.</source>
        <translation>DEM 将达 {cells:.0f} 百万个像元，过大，请加大像元。</translation>
    </message>
    <message>
        <source>An exception needs a reason and the name of the person who grants it: give both.</source>
        <translation>例外须有理由和批准人姓名：请两项都填。</translation>
    </message>
    <message>
        <source>Another number gives another county.</source>
        <translation>数值不同，生成的县也不同。</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Area (ha)</source>
        <translation>面积（公顷）</translation>
    </message>
    <message>
        <source>Area (m²)</source>
        <translation>面积（平方米）</translation>
    </message>
    <message>
        <source>Area after (m²)</source>
        <translation>调整后面积（m²）</translation>
    </message>
    <message>
        <source>Area before (m²)</source>
        <translation>调整前面积（m²）</translation>
    </message>
    <message>
        <source>Area field</source>
        <translation>面积字段</translation>
    </message>
    <message>
        <source>Area of broken sheets</source>
        <translation>破幅面积</translation>
    </message>
    <message>
        <source>Area of slope grade {grade} (m²)</source>
        <translation>{grade} 级坡度面积（m²）</translation>
    </message>
    <message>
        <source>Area of the patch after (m²)</source>
        <translation>图斑现面积（m²）</translation>
    </message>
    <message>
        <source>Area of the patch before (m²)</source>
        <translation>图斑原面积（m²）</translation>
    </message>
    <message>
        <source>Area of whole sheets</source>
        <translation>整幅面积</translation>
    </message>
    <message>
        <source>Area tolerance (m²)</source>
        <translation>面积容差（平方米）</translation>
    </message>
    <message>
        <source>Area tolerance (share of the area)</source>
        <translation>面积容差（占面积之比）</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Areas by land class</source>
        <translation>地类面积</translation>
    </message>
    <message>
        <source>Areas of the units</source>
        <translation>各单位面积</translation>
    </message>
    <message>
        <source>Assign slope grade</source>
        <translation>耕地坡度分级</translation>
    </message>
    <message>
        <source>Attributes that must agree</source>
        <translation>须一致的属性</translation>
    </message>
    <message>
        <source>Beginnings of land class codes, separated by commas, such as 10, 1101: these patches neither gain nor lose land nor get a node. Empty: none.</source>
        <translation>地类编码的开头部分，以逗号分隔，如 10, 1101：这些图斑既不增加也不减少土地，也不增加节点。留空：无。</translation>
    </message>
    <message>
        <source>Broken sheets</source>
        <translation>破幅个数</translation>
    </message>
    <message>
        <source>By default only cultivated land gets a grade and GDPDJB of other classes is emptied.</source>
        <translation>默认只为耕地赋坡度级别，其他地类的 GDPDJB 清空。</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按类型</translation>
    </message>
    <message>
        <source>By rule</source>
        <translation>按规则统计</translation>
    </message>
    <message>
        <source>Cell of the elevation model (m)</source>
        <translation>DEM 像元大小（m）</translation>
    </message>
    <message>
        <source>Central meridian of the corners (°)</source>
        <translation>角点坐标的中央经线（°）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Change (m²)</source>
        <translation>调整值（m²）</translation>
    </message>
    <message>
        <source>Change of the total area (m²)</source>
        <translation>总面积调整值（m²）</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>问题变化</translation>
    </message>
    <message>
        <source>Check attributes</source>
        <translation>属性检查</translation>
    </message>
    <message>
        <source>Check attributes…</source>
        <translation>属性检查…</translation>
    </message>
    <message>
        <source>Check boundary lines</source>
        <translation>检查界线</translation>
    </message>
    <message>
        <source>Check cover of county, villages and patches</source>
        <translation>检查行政区、村级调查区与图斑的覆盖关系</translation>
    </message>
    <message>
        <source>Check only what changed</source>
        <translation>只检查变化部分</translation>
    </message>
    <message>
        <source>Check seams between layers</source>
        <translation>接边检查</translation>
    </message>
    <message>
        <source>Check topology</source>
        <translation>拓扑检查</translation>
    </message>
    <message>
        <source>Check topology…</source>
        <translation>拓扑检查…</translation>
    </message>
    <message>
        <source>Check: {kind}</source>
        <translation>{kind}检查</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Checks boundary lines against their areas, XZQJX against XZQ and CJDCQJX against CJDCQ: every line lies on a boundary and every piece of boundary has its line, lines do not run over themselves or each other and do not cross themselves, ends do not dangle (CJDCQJX), no line is shorter than 2 m (rules 4301 and 4701; exactly 2 m is not short). Lines and boundaries may have different vertices. Give one pair of layers or both. The layers must be in metres, in one coordinate system.</source>
        <translation>检查界线与其所属面层是否一致（XZQJX 对 XZQ，CJDCQJX 对 CJDCQ）：每条界线都在面层边界上，每段边界都有界线，界线不自重叠、不相互重叠、不自相交，端点不悬挂（CJDCQJX），没有短于 2 米的界线（规则4301、4701；恰好 2 米不算短线）。界线与面层边界的节点可以不同。可给出其中一对或两对图层。图层坐标须以米为单位，且坐标系一致。</translation>
    </message>
    <message>
        <source>Checks that patches (DLTB), village survey areas (CJDCQ) and administrative areas (XZQ) cover each other without gap or rest (不重不漏, rule 4301), that villages and townships do not overlap, that no patch crosses a village line and no village a township line, and that the location code of each begins with the code of the place where the largest share of it lies. Give any two of the three layers, or all. Each fault is reported once, with the layer that differs from the others; overlaps of patches are found by Check topology. The layers must be in metres, in one coordinate system.</source>
        <translation>检查图斑（DLTB）、村级调查区（CJDCQ）与行政区（XZQ）是否相互完整覆盖、不重不漏（规则4301），村级调查区之间、行政区之间是否重叠，图斑是否跨村界、村级调查区是否跨乡界，以及坐落单位代码是否以其最大部分所在单位的代码开头。可给出三个图层中的任意两个或全部。每处问题只报告一次，归于与其他图层不一致的那个图层；图斑之间的重叠由“检查拓扑”查出。图层坐标须以米为单位，且坐标系一致。</translation>
    </message>
    <message>
        <source>Checks the attributes of patches against the rule book: mandatory values, code lists, unique identifiers, conditions between fields (slope grade, ridges, settlement and crop attributes) and areas. Each finding names patch, rule and value.
A rule whose fields the layer lacks is skipped and listed. A province's own rules come in a file; they can read the layer and the code tables and nothing else.</source>
        <translation>按规则库检查图斑属性：必填项、代码表、标识唯一性、字段间逻辑（坡度级别、田坎、城镇村属性、种植属性）和面积。每个问题注明图斑、规则和取值。
图层缺少规则所需字段时，跳过该规则并列出。省级自定规则以文件给出，只能读取图层和代码表，不能做其他任何事。</translation>
    </message>
    <message>
        <source>Choose at least two layers that lie on each other: one alone has nothing to cover.</source>
        <translation>请至少选择两个有覆盖关系的图层：只有一个图层时无法检查覆盖关系。</translation>
    </message>
    <message>
        <source>Choose at least two layers: a seam lies between two.</source>
        <translation>请至少选择两个图层：接边位于两个图层之间。</translation>
    </message>
    <message>
        <source>Choose boundary lines and their areas: XZQJX with XZQ, CJDCQJX with CJDCQ, or all four.</source>
        <translation>请选择界线及其面层：XZQJX 配 XZQ，CJDCQJX 配 CJDCQ，或四个图层全选。</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>Closed area (ha)</source>
        <translation>调平后面积（公顷）</translation>
    </message>
    <message>
        <source>Code or name of the units that get control areas of their own; left empty, all polygons are one unit.</source>
        <translation>各自计算控制面积的单位的代码或名称；留空时全部多边形为一个单位。</translation>
    </message>
    <message>
        <source>Coefficients of your province: columns GDPDJB (2 to 5), GDLX (TT, PD) and KCXS, and ZONE where there are several zones; or one row a zone with JB2TT, JB2PD … JB5PD. Ratio or percent. Give this or a file.</source>
        <translation>本省的田坎系数：列 GDPDJB（2 至 5）、GDLX（TT、PD）和 KCXS，分区时另有 ZONE；或每区一行，列为 JB2TT、JB2PD … JB5PD。小数或百分数均可。图层和文件给定其一。</translation>
    </message>
    <message>
        <source>Compare along borders from this length</source>
        <translation>参与比较的最短公共边长</translation>
    </message>
    <message>
        <source>Compare codes</source>
        <translation>比较代码</translation>
    </message>
    <message>
        <source>Compare first-level classes</source>
        <translation>按一级地类比较</translation>
    </message>
    <message>
        <source>Compare runs</source>
        <translation>对比两次检查</translation>
    </message>
    <message>
        <source>Computes the area of every patch on the ellipsoid by the official method of the survey (国土调查办发〔2008〕32号) and writes it to a field, by default TBMJ.
Coordinates are rounded to 0.1 mm, latitudes and longitudes to a millionth of an arc second, holes are subtracted, and the sum is rounded once, half up. The layer must be in CGCS2000, Xi'an 1980 or Beijing 1954, geographic or Gauss-Kruger, with or without zone number.</source>
        <translation>按国土调查的规定方法（国土调查办发〔2008〕32号）计算每个图斑的椭球面积，写入字段，默认 TBMJ。
坐标取位到 0.1 mm，大地坐标 B、L 取位到百万分之一角秒，扣除内环，面积汇总后一次四舍五入。图层坐标系应为 CGCS2000、1980 西安或 1954 北京坐标系，地理坐标或高斯-克吕格投影坐标，带号有无均可。</translation>
    </message>
    <message>
        <source>Construction land</source>
        <translation>建设用地</translation>
    </message>
    <message>
        <source>Control area (m²)</source>
        <translation>控制面积（m²）</translation>
    </message>
    <message>
        <source>Control area of the county, islands (m²)</source>
        <translation>县控制面积：海岛（m²）</translation>
    </message>
    <message>
        <source>Control area of the county, mainland (m²)</source>
        <translation>县控制面积：陆地（m²）</translation>
    </message>
    <message>
        <source>Control area of the islands (m²)</source>
        <translation>海岛控制面积（m²）</translation>
    </message>
    <message>
        <source>Control area of the mainland (m²)</source>
        <translation>陆地控制面积（m²）</translation>
    </message>
    <message>
        <source>Control area, by bands</source>
        <translation>界内总面积（横向合计）</translation>
    </message>
    <message>
        <source>Control area, by columns</source>
        <translation>界内总面积（纵向合计）</translation>
    </message>
    <message>
        <source>Control areas</source>
        <translation>控制面积</translation>
    </message>
    <message>
        <source>Control areas by map sheets</source>
        <translation>图幅理论面积与控制面积接合图表</translation>
    </message>
    <message>
        <source>Control areas of townships or the county (XZQ)</source>
        <translation>乡镇或县控制面积（XZQ）</translation>
    </message>
    <message>
        <source>Control areas of villages (CJDCQ)</source>
        <translation>村控制面积（CJDCQ）</translation>
    </message>
    <message>
        <source>Coordinate system of the sheets</source>
        <translation>图幅坐标系</translation>
    </message>
    <message>
        <source>Coordinates lie outside the zone of the layer's coordinate reference system: set the system that they were made in.</source>
        <translation>坐标超出图层坐标系的投影带范围：请设置数据生产时所用的坐标系。</translation>
    </message>
    <message>
        <source>County acceptance</source>
        <translation>县级验收</translation>
    </message>
    <message>
        <source>County outline (XZQ)</source>
        <translation>行政区（XZQ）</translation>
    </message>
    <message>
        <source>Create sample county</source>
        <translation>生成样例县</translation>
    </message>
    <message>
        <source>Cultivated land of slope grade 2 to 5 without type in GDLX: ridges were not deducted. Fill in TT or PD.</source>
        <translation>2 至 5 级坡度的耕地图斑 GDLX 为空，未扣除田坎。请填 TT 或 PD。</translation>
    </message>
    <message>
        <source>Cultivated land without slope grade 1 to 5 in GDPDJB: ridges were not deducted. Assign the grade first.</source>
        <translation>耕地图斑的 GDPDJB 没有 1 至 5 的坡度级别，未扣除田坎。请先赋坡度级别。</translation>
    </message>
    <message>
        <source>Curves were turned into vertices: the standard knows straight edges only.</source>
        <translation>曲线已转为折线节点：标准只允许直线段。</translation>
    </message>
    <message>
        <source>DLBM is a field of numbers, land classes are text such as 0101: convert the field.</source>
        <translation>DLBM 是数值字段，而地类编码应为文本（如 0101）：请转换该字段。</translation>
    </message>
    <message>
        <source>DLBM {before} became {after}</source>
        <translation>DLBM 由 {before} 改为 {after}</translation>
    </message>
    <message>
        <source>Data source</source>
        <translation>数据源</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位数</translation>
    </message>
    <message>
        <source>Decimals of a hectare</source>
        <translation>公顷小数位数</translation>
    </message>
    <message>
        <source>Deduct ridges</source>
        <translation>扣除田坎</translation>
    </message>
    <message>
        <source>Deducted ridge area (m²)</source>
        <translation>扣除的田坎面积（m²）</translation>
    </message>
    <message>
        <source>Deducts ridges (田坎) from cultivated patches: KCXS from the table of coefficients by slope grade (GDPDJB) and type (GDLX, TT terrace or PD slope), KCMJ = TBMJ × KCXS rounded half up to 0.01 m², TBDLMJ = TBMJ − KCMJ, KCDLBM = 1203. Nothing is deducted on slope grade 1 and on other classes.
Nothing is guessed: patches that lack grade, type, area or a coefficient are listed and left empty. Computed in decimal arithmetic, so that TBMJ = TBDLMJ + KCMJ holds in every row.</source>
        <translation>为耕地图斑扣除田坎：按坡度级别（GDPDJB）和耕地类型（GDLX，TT 梯田或 PD 坡地）由系数表得 KCXS，KCMJ = TBMJ × KCXS（四舍五入到 0.01 m²），TBDLMJ = TBMJ − KCMJ，KCDLBM = 1203。1 级坡度和其他地类不扣除。
不作猜测：缺坡度级别、类型、面积或系数的图斑列出并留空。按十进制计算，每行均满足 TBMJ = TBDLMJ + KCMJ。</translation>
    </message>
    <message>
        <source>Defects of each kind</source>
        <translation>每类缺陷个数</translation>
    </message>
    <message>
        <source>Degrees of the angle inside the patch; 0 turns it off. The standard gives no figure; a corner of exactly this angle is not reported.</source>
        <translation>图斑内角的度数，小于此值的报告；0 表示不查。标准未给出限值；恰好等于此值的角不报告。</translation>
    </message>
    <message>
        <source>Dividing lines</source>
        <translation>分割线</translation>
    </message>
    <message>
        <source>Drawn on the map.</source>
        <translation>绘制在图上。</translation>
    </message>
    <message>
        <source>Earlier findings</source>
        <translation>前一次的问题</translation>
    </message>
    <message>
        <source>East edge (°)</source>
        <translation>东图廓经度（°）</translation>
    </message>
    <message>
        <source>Easting (m)</source>
        <translation>横坐标（m）</translation>
    </message>
    <message>
        <source>Edge matching (接边): checks where the patch layers of neighbouring counties or sheets meet. Finds gaps and overlaps between two layers, vertices of the border that the other side lacks, and linear features (roads, rivers, ditches) that end at the seam although no line like them comes from the other side. Other differences of land class, and of attributes where a class goes on, are noted when asked for: a border may well divide land uses. Faults within one layer are found by Check topology. The layers must be in metres, in one coordinate system; they are not reprojected.</source>
        <translation>接边检查：检查相邻县或相邻图幅的图斑图层在公共边界处是否接合。查找图层之间的缝隙和重叠、对侧没有对应节点的边界节点，以及在接边处中断、对侧没有同类地物相接的线状地类（道路、河流、沟渠）。其他地类差异，以及同一地类两侧的属性差异，仅在选择时提示：边界两侧地类本来就可能不同。单个图层内部的问题由“检查拓扑”查出。图层坐标须以米为单位，且坐标系一致；本工具不做重投影。</translation>
    </message>
    <message>
        <source>Edition of the standard</source>
        <translation>标准版本</translation>
    </message>
    <message>
        <source>Elevation model (DEM, m)</source>
        <translation>数字高程模型（DEM，米）</translation>
    </message>
    <message>
        <source>Ellipsoidal area</source>
        <translation>椭球面积</translation>
    </message>
    <message>
        <source>Empty GDLX where no type belongs</source>
        <translation>清空不应有的 GDLX</translation>
    </message>
    <message>
        <source>End of a linear feature (widths)</source>
        <translation>线状地类端部判定（宽度倍数）</translation>
    </message>
    <message>
        <source>Error GeoPackage</source>
        <translation>错误 GeoPackage</translation>
    </message>
    <message>
        <source>Error points</source>
        <translation>问题点</translation>
    </message>
    <message>
        <source>Error points: {kind}</source>
        <translation>问题点：{kind}</translation>
    </message>
    <message>
        <source>Everything is computed, and the ledger and the remaining findings are written, but no repaired layer.</source>
        <translation>完成全部计算，写出台账和剩余问题，但不写出修复后的图层。</translation>
    </message>
    <message>
        <source>Excel files</source>
        <translation>Excel 文件</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Faulty areas at least this wide</source>
        <translation>问题宽度下限</translation>
    </message>
    <message>
        <source>Faulty areas at most this wide</source>
        <translation>问题宽度上限</translation>
    </message>
    <message>
        <source>Faulty areas of at least (m²)</source>
        <translation>问题面积下限（m²）</translation>
    </message>
    <message>
        <source>Faulty areas of at most (m²)</source>
        <translation>问题面积上限（m²）</translation>
    </message>
    <message>
        <source>Faulty features</source>
        <translation>有问题的要素</translation>
    </message>
    <message>
        <source>Faulty features: {kind}</source>
        <translation>有问题的要素：{kind}</translation>
    </message>
    <message>
        <source>Feature</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Feature id of the patch</source>
        <translation>图斑要素号</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>要素</translation>
    </message>
    <message>
        <source>Features read</source>
        <translation>读取要素</translation>
    </message>
    <message>
        <source>Features with sheet numbers</source>
        <translation>带图幅号的要素</translation>
    </message>
    <message>
        <source>Field of protected patches</source>
        <translation>受保护图斑字段</translation>
    </message>
    <message>
        <source>Field of the control area</source>
        <translation>控制面积字段</translation>
    </message>
    <message>
        <source>Field of the sheet number</source>
        <translation>图幅号字段</translation>
    </message>
    <message>
        <source>Field of the unit</source>
        <translation>单位字段</translation>
    </message>
    <message>
        <source>Field {field} has whole numbers of more than 18 digits: store it as text.</source>
        <translation>字段 {field} 含超过 18 位的整数：请改存为文本。</translation>
    </message>
    <message>
        <source>Field {field} is not a number field: the areas cannot be summed.</source>
        <translation>字段 {field} 不是数值字段：无法汇总面积。</translation>
    </message>
    <message>
        <source>Fields, separated by commas, such as QSXZ,GDPDJB: where a land class goes on across the seam and one of them differs, it is noted.</source>
        <translation>字段名，以逗号分隔，例如 QSXZ,GDPDJB：接边两侧地类相同而其中某个字段不同时给出提示。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Findings of checking algorithms; a fault that two layers hold counts once.</source>
        <translation>检查算法输出的问题图层；两个图层共有的同一问题只计一次。</translation>
    </message>
    <message>
        <source>Findings over the county.</source>
        <translation>问题在全县的分布。</translation>
    </message>
    <message>
        <source>Findings: {check}</source>
        <translation>问题：{check}</translation>
    </message>
    <message>
        <source>Finds overlaps, gaps, land outside the county, places without a patch, patches that cross a village line, neighbours that should be one patch and faulty shapes in a patch layer, by matching every edge with its opposite on the 0.1 mm grid: when all edges cancel, the county is proved free of gaps and overlaps (rule 4301). Give the county outline (XZQ), otherwise faults at the county's edge cannot be told. The layer must be in metres.</source>
        <translation>查找图斑层中的重叠、缝隙、超出行政区、未覆盖之处、跨村界图斑、应合并的相邻图斑和图形错误。方法是在 0.1 毫米格网上将每条边与反向边配对：所有边都抵消时，即证明全县不重不漏（规则 4301）。请给出行政区（XZQ），否则无法判断县界处的问题。图层坐标必须以米为单位。</translation>
    </message>
    <message>
        <source>First level</source>
        <translation>一级分类</translation>
    </message>
    <message>
        <source>First level, m2</source>
        <translation>一级分类（平方米）</translation>
    </message>
    <message>
        <source>First-level class</source>
        <translation>一级类</translation>
    </message>
    <message>
        <source>Fixed</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>Fixed: no longer found</source>
        <translation>已消除：不再发现</translation>
    </message>
    <message>
        <source>Further rules (CSV file)</source>
        <translation>补充规则（CSV 文件）</translation>
    </message>
    <message>
        <source>GDLX was {type} where no type belongs (slope grade 1, or no cultivated land); it was emptied.</source>
        <translation>GDLX 原为 {type}，而此处不应有耕地类型（1 级坡度或非耕地），已清空。</translation>
    </message>
    <message>
        <source>Gained or lost (m²)</source>
        <translation>面积增减（m²）</translation>
    </message>
    <message>
        <source>Gaps and overlaps at most this wide</source>
        <translation>缝隙和重叠宽度上限</translation>
    </message>
    <message>
        <source>Gaps of at most (m²)</source>
        <translation>缝隙面积上限（m²）</translation>
    </message>
    <message>
        <source>GeoPackage files</source>
        <translation>GeoPackage 文件</translation>
    </message>
    <message>
        <source>Give exactly one source of slope: SLOPE_MAP, SLOPE or DEM.</source>
        <translation>请给定且只给定一种坡度来源：SLOPE_MAP、SLOPE 或 DEM。</translation>
    </message>
    <message>
        <source>Give one of the three: a layer in AREA, an extent in EXTENT or sheets in NUMBERS.</source>
        <translation>三者给其一：AREA 图层、EXTENT 范围或 NUMBERS 图幅号。</translation>
    </message>
    <message>
        <source>Give the ridge table once: as a layer in TABLE or as a CSV file in TABLE_FILE.</source>
        <translation>田坎系数表只给一次：图层用 TABLE，CSV 文件用 TABLE_FILE。</translation>
    </message>
    <message>
        <source>Gives every cultivated patch (01xx) its slope grade GDPDJB: 1 up to 2°, 2 up to 6°, 3 up to 15°, 4 up to 25°, 5 above; the upper bound belongs to the grade. The grade with the largest summed area under the patch wins; other classes get none. Give one of slope map, slope raster or elevation model.
Beside the grade each patch gets the area of every grade (PD1_M2 … PD5_M2), the mean slope (PD_MEAN, degrees, from rasters only), the lead of the first grade over the second (PD_MARGIN, share of the patch) and the share without data (PD_NODATA). Patches without slope data get no grade and are listed. Rasters are measured by exact cell fractions, which needs the Python package exactextract.</source>
        <translation>为每个耕地图斑（01xx）赋坡度级别 GDPDJB：1 级不超过 2°，2 级不超过 6°，3 级不超过 15°，4 级不超过 25°，5 级大于 25°，上界含在本级内。图斑内汇总面积最大的级别为该图斑的坡度级别；其他地类不赋。坡度图、坡度栅格、DEM 三者给定其一。
除坡度级别外，还给出每个图斑的各级面积（PD1_M2 … PD5_M2）、平均坡度（PD_MEAN，度，仅栅格来源）、第一与第二级别的面积差占图斑的比例（PD_MARGIN）和无数据比例（PD_NODATA）。无坡度数据的图斑不赋级别并列出。栅格按像元精确覆盖比例量算，需要 Python 包 exactextract。</translation>
    </message>
    <message>
        <source>Grade all land classes</source>
        <translation>为全部地类分级</translation>
    </message>
    <message>
        <source>Grade field of the slope map</source>
        <translation>坡度图的级别字段</translation>
    </message>
    <message>
        <source>Graded patches</source>
        <translation>评定坡度后的图斑</translation>
    </message>
    <message>
        <source>Grades from a raster need the Python package exactextract, which is not installed; install it, or give a slope map as polygons.</source>
        <translation>由栅格分级需要 Python 包 exactextract，当前未安装；请安装，或改用坡度图多边形。</translation>
    </message>
    <message>
        <source>Granted by</source>
        <translation>批准人</translation>
    </message>
    <message>
        <source>Ground of the map, coloured by first-level land class.</source>
        <translation>图的底图，按一级地类着色。</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>三大类</translation>
    </message>
    <message>
        <source>HTML files</source>
        <translation>HTML 文件</translation>
    </message>
    <message>
        <source>Heights in metres as GeoTIFF. The slope grades of the patches (GDPDJB) agree with it.</source>
        <translation>高程（米），GeoTIFF 格式。图斑的耕地坡度级别（GDPDJB）与其一致。</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Id of the finding</source>
        <translation>问题编号</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>标识字段</translation>
    </message>
    <message>
        <source>Ids</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Ids of findings, separated by blanks or commas.</source>
        <translation>问题编号，用空格或逗号分隔。</translation>
    </message>
    <message>
        <source>Ids of rules, separated by blanks or commas; empty for all.</source>
        <translation>规则编号，以空格或逗号分隔；为空表示全部。</translation>
    </message>
    <message>
        <source>In QGIS 3.44 the nearest check is {algorithm}: its ERRORS are POINTS here, its OUTPUT is FEATURES (the faulty features) or FINDINGS (the faults themselves).</source>
        <translation>QGIS 3.44 中最接近的检查是 {algorithm}：其 ERRORS 相当于此处的 POINTS，其 OUTPUT 相当于此处的 FEATURES（有问题的要素）或 FINDINGS（问题本身）。</translation>
    </message>
    <message>
        <source>In a village that CJDCQ tells, the line between two owners is known only from the patches: where they disagree, the rule chooses between their borders (the owner with most of the border first), and the log counts such places. When this is set, what lies between patches of different QSDWDM or QSXZ is left and listed. Without CJDCQ different QSDWDM are always left; slivers never change the owner.</source>
        <translation>在由 CJDCQ 得知的村内，两个权属单位之间的界线只能由图斑得知：图斑不一致时，由规则在各图斑的边界之间选择（占公共边最长的权属单位优先），日志统计这类位置的个数。选中此项时，QSDWDM 或 QSXZ 不同的图斑之间的位置不修复，只列出。没有 CJDCQ 时，QSDWDM 不同的一律不修复；碎小图斑的合并从不改变权属。</translation>
    </message>
    <message>
        <source>In {count} patches TBMJ is not TBDLMJ + KCMJ; the table's total differs from the sum of TBMJ by {difference} m².</source>
        <translation>有 {count} 个图斑的 TBMJ 不等于 TBDLMJ + KCMJ；汇总总面积与 TBMJ 之和相差 {difference} 平方米。</translation>
    </message>
    <message>
        <source>Inside the county</source>
        <translation>是否界内</translation>
    </message>
    <message>
        <source>Inside, summed along the band</source>
        <translation>界内横向累加值</translation>
    </message>
    <message>
        <source>Inside, summed along the column</source>
        <translation>界内纵向累加值</translation>
    </message>
    <message>
        <source>Islands</source>
        <translation>海岛</translation>
    </message>
    <message>
        <source>Issued county boundary</source>
        <translation>下发的县级控制界线</translation>
    </message>
    <message>
        <source>Issued for the whole county; it stands above what XZQ says of the county.</source>
        <translation>上级下发的全县控制面积；优先于 XZQ 中县的面积。</translation>
    </message>
    <message>
        <source>It goes into the titles of the workbook.</source>
        <translation>写入工作簿的标题。</translation>
    </message>
    <message>
        <source>JSON files</source>
        <translation>JSON 文件</translation>
    </message>
    <message>
        <source>KCXS of {count} patches is not a ratio from 0 to below 1: deduct the ridges anew.</source>
        <translation>{count} 个图斑的 KCXS 不是 0 到 1（不含）之间的比值：请重新扣除田坎。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Kind of defect</source>
        <translation>缺陷类别</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Land class</source>
        <translation>地类</translation>
    </message>
    <message>
        <source>Land class table</source>
        <translation>地类面积汇总表</translation>
    </message>
    <message>
        <source>Land classes of the same first level count as the same; otherwise the codes must be equal.</source>
        <translation>一级地类相同即视为相同；否则地类编码须完全一致。</translation>
    </message>
    <message>
        <source>Larger gaps are left and listed; one of exactly this area is repaired; 0: however large.</source>
        <translation>更大的缝隙不修复，只列出；恰好等于此面积的修复；0 表示不限。</translation>
    </message>
    <message>
        <source>Larger ones are not reported, one of exactly this area is; 0: however large.</source>
        <translation>面积更大的不报告，恰好等于此值的报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Larger overlaps are left and listed; one of exactly this area is repaired; 0: however large.</source>
        <translation>更大的重叠不修复，只列出；恰好等于此面积的修复；0 表示不限。</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Largest change of a patch (m²)</source>
        <translation>图斑最大调整值（m²）</translation>
    </message>
    <message>
        <source>Largest difference (m² a patch)</source>
        <translation>限差（m²/图斑）</translation>
    </message>
    <message>
        <source>Largest difference between TBMJ and the ellipsoidal area that is not reported; exactly this much is no finding. Empty: as the rule says. The national checker's figure is not public.</source>
        <translation>TBMJ 与椭球面积之差不报告的最大值；恰等于此值不报告。为空时按规则所定。国家质检软件的限差未公开。</translation>
    </message>
    <message>
        <source>Later findings</source>
        <translation>后一次的问题</translation>
    </message>
    <message>
        <source>Latitude</source>
        <translation>纬度</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Layer CJDCQ has no field ZLDWDM: choose the layer of the villages, or leave it out.</source>
        <translation>CJDCQ 图层没有字段 ZLDWDM：请选择村级调查区图层，或不填此项。</translation>
    </message>
    <message>
        <source>Layer XZQ holds no area: choose the layer of the county outline, or leave it out.</source>
        <translation>XZQ 图层中没有面：请选择县级行政区图层，或不填此项。</translation>
    </message>
    <message>
        <source>Layer of all findings with stable id, kind, rule, severity, features, measure and message. The geometry is the fault itself; a point fault is a square of 0.2 mm, so that all fit one layer.</source>
        <translation>包含全部问题的图层：固定编号、类型、规则、级别、相关图斑、量值和说明。几何图形即问题所在；点状问题以 0.2 毫米的方块表示，使所有问题可放在同一图层。</translation>
    </message>
    <message>
        <source>Layer or table with XZQDM, the control area and MSSM; 6 digits name a county, 9 a township.</source>
        <translation>含 XZQDM、控制面积和 MSSM 的图层或表；6 位代码表示县，9 位表示乡镇。</translation>
    </message>
    <message>
        <source>Layer or table with ZLDWDM, the control area and MSSM; rows of one village are added up.</source>
        <translation>含 ZLDWDM、控制面积和 MSSM 的图层或表；同一村的多行相加。</translation>
    </message>
    <message>
        <source>Layer that the sheets are to cover, such as XZQ. Give this, an extent or sheet numbers.</source>
        <translation>需要图幅覆盖的图层，如 XZQ。图层、范围、图幅号三者给其一。</translation>
    </message>
    <message>
        <source>Layer {layers} is missing: lines are checked with their areas, XZQJX with XZQ, CJDCQJX with CJDCQ.</source>
        <translation>缺少图层 {layers}：界线须与其面层一起检查，XZQJX 配 XZQ，CJDCQJX 配 CJDCQ。</translation>
    </message>
    <message>
        <source>Layer {layer} ({parameter}) is of type {kind}: choose a layer of polygons.</source>
        <translation>图层 {layer}（{parameter}）的几何类型为 {kind}：请选择面图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {fields}: choose another layer or add the field.</source>
        <translation>图层 {layer} 缺少字段 {fields}：请选择其他图层或添加该字段。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {field}: add it, or do not compare it.</source>
        <translation>图层 {layer} 缺少字段 {field}：请补充该字段，或不比较该字段。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {field}: add it, or switch off the comparison of codes.</source>
        <translation>图层 {layer} 缺少字段 {field}：请补充该字段，或关闭代码比较。</translation>
    </message>
    <message>
        <source>Layer {layer} holds no area: choose another layer, or leave it out.</source>
        <translation>图层 {layer} 没有任何面积：请选择其他图层，或不使用该图层。</translation>
    </message>
    <message>
        <source>Layer {layer} holds no line: choose a layer of lines.</source>
        <translation>图层 {layer} 中没有线：请选择线图层。</translation>
    </message>
    <message>
        <source>Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, topology is checked in metres.</source>
        <translation>图层 {layer} 的坐标单位是度（{crs}）：请先投影到所在的高斯-克吕格分带，拓扑检查以米为单位。</translation>
    </message>
    <message>
        <source>Layers of findings</source>
        <translation>问题图层</translation>
    </message>
    <message>
        <source>Layers such as PDT or KFYQ, whose own polygons must not overlap.</source>
        <translation>如 PDT、KFYQ 等图层，同一图层内的图形不得重叠。</translation>
    </message>
    <message>
        <source>Layers {layer} and {other} have different coordinate systems ({first}, {second}): reproject one of them.</source>
        <translation>图层 {layer} 与 {other} 的坐标系不同（{first}、{second}）：请将其中一个重新投影。</translation>
    </message>
    <message>
        <source>Layers {one} and {two} have different coordinate systems ({first}, {second}): reproject {two} to that of {one}.</source>
        <translation>图层 {one} 与 {two} 的坐标系不同（{first}、{second}）：请将 {two} 重投影到 {one} 的坐标系。</translation>
    </message>
    <message>
        <source>Lays out the map sheets of GB/T 13989-2012 from 1:1 000 000 to 1:500 over a layer or an extent, or the sheets of given numbers: polygons with the sheet number, the edges in degrees, the four corners on the Gauss plane and the theoretical area by the official series (国土调查办发〔2008〕32号).
A sheet counts where the area reaches into it; one that is only touched does not. The system must be CGCS2000, Xi'an 1980 or Beijing 1954, geographic or Gauss-Kruger, with or without zone number.</source>
        <translation>按 GB/T 13989-2012 生成覆盖某图层或范围的 1:1 000 000 至 1:500 标准图幅，或给定图幅号的图幅：多边形含图幅号、图廓经纬度、四个角点的高斯平面坐标，以及按国土调查办发〔2008〕32号公式计算的图幅理论面积。
区域进入图幅内部才算，仅接触图廓线不算。坐标系须为 CGCS2000、1980西安或 1954北京，地理坐标或高斯-克吕格投影，带号可有可无。</translation>
    </message>
    <message>
        <source>Lead of the first grade</source>
        <translation>第一级别领先比例</translation>
    </message>
    <message>
        <source>Leave what lies between different owners</source>
        <translation>不同权属之间的不修复</translation>
    </message>
    <message>
        <source>Ledger of the repair</source>
        <translation>修复台账</translation>
    </message>
    <message>
        <source>Ledger of the steps</source>
        <translation>平差台账</translation>
    </message>
    <message>
        <source>Left empty, it is that of the layer, and degrees of CGCS2000 (EPSG:4490) without a layer.</source>
        <translation>留空时与图层相同；没有图层时为 CGCS2000 经纬度（EPSG:4490）。</translation>
    </message>
    <message>
        <source>Level of the class</source>
        <translation>地类级别</translation>
    </message>
    <message>
        <source>Level of the unit</source>
        <translation>单位级别</translation>
    </message>
    <message>
        <source>Linear features</source>
        <translation>线状地物</translation>
    </message>
    <message>
        <source>Linear features that end at the seam</source>
        <translation>在接边处中断的线状地类</translation>
    </message>
    <message>
        <source>Lines shorter than</source>
        <translation>短于此值的界线</translation>
    </message>
    <message>
        <source>Lines that patches of the same attributes may be divided by, such as ownership or township borders.</source>
        <translation>可将同属性图斑分开的线，如权属界线或乡镇界线。</translation>
    </message>
    <message>
        <source>Lists every finding of two runs as new, fixed or still there: layers of findings (FINDINGS of a check) or error GeoPackages. A finding is the same in both when it has the same id: kind, rule, layer, patches and place to 1 cm.
Compare runs of the same checks with the same settings: what a run did not look for counts as fixed.</source>
        <translation>逐个列出两次检查的问题是新增、已消除还是仍在：输入为问题图层（检查的 FINDINGS）或错误 GeoPackage。编号相同即为同一问题：类型、规则、图层、图斑相同，位置相同（至 1 厘米）。
请对比检查内容和参数相同的两次检查：未检查的内容会算作已消除。</translation>
    </message>
    <message>
        <source>Longer edges are cut into equal parts on the Gauss plane, an edge of exactly this length is not; 70 m as in the third survey, 0 uses the vertices alone as older software does.</source>
        <translation>超过该长度的边在高斯平面上等分加密，恰好等于该长度的不加密；第三次国土调查为 70 m，0 表示只用节点（与早期软件一致）。</translation>
    </message>
    <message>
        <source>Longitude</source>
        <translation>经度</translation>
    </message>
    <message>
        <source>M values were dropped: the survey's data is flat.</source>
        <translation>已舍去 M 值：调查数据为二维。</translation>
    </message>
    <message>
        <source>MSSM of {count} rows is neither 00 (mainland) nor 01 (island), such as “{value}”: correct it.</source>
        <translation>{count} 行的 MSSM 既不是 00（陆地）也不是 01（海岛），例如“{value}”：请改正。</translation>
    </message>
    <message>
        <source>Mainland</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>Mainland or islands</source>
        <translation>陆地或海岛</translation>
    </message>
    <message>
        <source>Make a sample county…</source>
        <translation>生成示例县…</translation>
    </message>
    <message>
        <source>Makes a county that does not exist, for training, demonstrations and tests: land-use patches (DLTB) with all fields of the standard that tile the county without gap or overlap, villages (CJDCQ), the county outline (XZQ) and an elevation model. Without defects the county passes every check; equal parameters give an equal county.
Defects are put in on request, the same number of each kind, never on patches that touch: {kinds}. Where they are and how large is written to a layer of points (TRUTH).</source>
        <translation>生成一个虚构的县，供培训、演示和测试使用：地类图斑（DLTB，含标准规定的全部字段，不重不漏地铺满全县）、村级调查区（CJDCQ）、县界（XZQ）和 DEM。不加缺陷时全部检查均能通过；参数相同，结果相同。
可按需加入缺陷，各类个数相同，且不落在相接的图斑上：{kinds}。缺陷的位置和大小写入点图层（TRUTH）。</translation>
    </message>
    <message>
        <source>Makes the table of theoretical and control areas of map sheets (图幅理论面积与控制面积接合图表): a whole sheet gives its theoretical area, a broken one is shared out by the measured areas of its pieces in and out of the county, rounded to 0.1 ha and pushed in steps of 0.1 ha, the largest pieces first, until they add up to the sheet.
The control area is the sum of what lies inside, the same by rows and by columns. Where MSSM tells mainland (00) from islands (01), each has a table and a control area of its own.</source>
        <translation>编制图幅理论面积与控制面积接合图表：整幅取图幅理论面积；破幅按县界内外各块的量算面积分配理论面积，取至 0.1 公顷，再以 0.1 公顷为单位由大到小调整，直至各块之和等于图幅理论面积。
控制面积为界内各块之和，横向合计与纵向合计相等。MSSM 区分陆地（00）与海岛（01）时，二者分别编表、分别得到控制面积。</translation>
    </message>
    <message>
        <source>Map picture</source>
        <translation>分布图</translation>
    </message>
    <message>
        <source>Map sheets</source>
        <translation>标准图幅</translation>
    </message>
    <message>
        <source>Mean slope (°)</source>
        <translation>平均坡度（°）</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>量值</translation>
    </message>
    <message>
        <source>Measured area (m²)</source>
        <translation>量算面积（m²）</translation>
    </message>
    <message>
        <source>Metres (rule 4701: 2 m). A line exactly this long is not reported.</source>
        <translation>单位为米（规则4701：2 米）。长度恰好等于此值的界线不报告。</translation>
    </message>
    <message>
        <source>Metres of mean width, which is twice the area by the perimeter; 0 turns it off. A patch exactly this wide is not reported, nor one of a linear class (road, ditch, river).</source>
        <translation>米；平均宽度为面积的两倍除以周长，小于此值的图斑报告；0 表示不查。恰好等于此值的图斑和线状地类（道路、沟渠、河流）的图斑不报告。</translation>
    </message>
    <message>
        <source>Metres. A gap or an overlap that is not wider than this is a difference of coordinates: the straighter border follows the vertices of the other, and no line is asked for.</source>
        <translation>米。宽度不超过此值的缝隙或重叠属于坐标差异：较直的边界改为沿另一侧的节点走，不问是否在村界或权属界线上。</translation>
    </message>
    <message>
        <source>Metres. A gap or overlap that is not wider than this is a difference of coordinates and reported as an unmatched vertex; a face exactly this wide is one too.</source>
        <translation>米。宽度不超过此值的缝隙或重叠视为坐标差异，按公共边节点不一致报告；宽度恰为此值的也是。</translation>
    </message>
    <message>
        <source>Metres. A line that is no further than this from a boundary lies on it.</source>
        <translation>单位为米。与边界的距离不超过此值的界线视为在边界上。</translation>
    </message>
    <message>
        <source>Metres. Classes and attributes of two patches with a shorter common border are not compared.</source>
        <translation>单位为米。公共边短于此值的两个图斑不比较地类和属性。</translation>
    </message>
    <message>
        <source>Metres. Smaller cells take more time and space.</source>
        <translation>单位为米。像元越小，耗时和占用空间越大。</translation>
    </message>
    <message>
        <source>Metres. The standard gives no figure; a segment exactly this long is not reported.</source>
        <translation>米。标准未规定数值；长度恰为此值的线段不报告。</translation>
    </message>
    <message>
        <source>Metres. What is not wider than this is a difference of coordinates and no fault.</source>
        <translation>单位为米。宽度不超过此值的差异属于坐标误差，不算问题。</translation>
    </message>
    <message>
        <source>Metres. What is not wider than this is a difference of coordinates, reported as a vertex.</source>
        <translation>单位为米。宽度不超过此值的差异属于坐标误差，按节点不一致报告。</translation>
    </message>
    <message>
        <source>Metres. Wider ones are not reported, one of exactly this width is; 0: however wide.</source>
        <translation>米。更宽的不报告，恰好等于此宽度的报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Gaps that patches of both layers enclose are found whatever their width; those that are open at an end only up to this width, and only where they are ten times as long as wide.</source>
        <translation>单位为米；0 表示不检查。被两侧图斑围住的缝隙无论多宽都会查出；一端敞开的缝隙只查不超过此宽度、且长度至少为宽度十倍的。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Reports also the places where a patch that is wide elsewhere is narrower than this, be it a neck between two parts or a long tail. Takes more time.</source>
        <translation>米；0 表示不查。图斑其他部分较宽、局部窄于此值之处（两部分之间的瓶颈或细长的尾部）也报告。耗时较长。</translation>
    </message>
    <message>
        <source>Metres; 0 turns it off. Reports narrow openings between patches that no patch closes; only needed without XZQ.</source>
        <translation>米；0 表示不检查。报告图斑之间未被图斑封闭的狭窄开口；仅在没有 XZQ 时需要。</translation>
    </message>
    <message>
        <source>Metres; the width is twice the radius of the largest circle that fits in. An area exactly this wide is reported; 0: however thin.</source>
        <translation>米；宽度为最大内切圆半径的两倍。恰好等于此宽度的报告；0 表示不限。</translation>
    </message>
    <message>
        <source>Metres; the width is twice the radius of the largest circle that fits in. Wider ones are left and listed; 0: however wide.</source>
        <translation>米；宽度为最大内切圆半径的两倍。更宽的不修复，只列出；0 表示不限。</translation>
    </message>
    <message>
        <source>NOT PASSED</source>
        <translation>不通过</translation>
    </message>
    <message>
        <source>Name of the class</source>
        <translation>地类名称</translation>
    </message>
    <message>
        <source>Name of the county</source>
        <translation>县名称</translation>
    </message>
    <message>
        <source>Names of the townships (XZQDM, XZQMC). Villages are named by ZLDWMC of their patches.</source>
        <translation>乡镇名称（XZQDM、XZQMC）。村名取自图斑的 ZLDWMC。</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New sheet numbers such as H50G093004, of any scale, separated by commas, blanks or line breaks.</source>
        <translation>新图幅号，如 H50G093004，比例尺不限，用逗号、空格或换行分隔。</translation>
    </message>
    <message>
        <source>No county of {patches} patches in {villages} villages could be laid out; take fewer villages.</source>
        <translation>无法布设含 {patches} 个图斑、{villages} 个村级调查区的样例县，请减少村级调查区个数。</translation>
    </message>
    <message>
        <source>No finding meets the conditions: nothing was changed.</source>
        <translation>没有符合条件的问题：未作任何修改。</translation>
    </message>
    <message>
        <source>No finding: all checked rules hold.</source>
        <translation>未发现问题：所检查的规则全部符合。</translation>
    </message>
    <message>
        <source>North edge (°)</source>
        <translation>北图廓纬度（°）</translation>
    </message>
    <message>
        <source>Northing (m)</source>
        <translation>纵坐标（m）</translation>
    </message>
    <message>
        <source>Not checked: {check} ({reason}).</source>
        <translation>未检查：{check}（{reason}）。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Note other differences of class</source>
        <translation>提示其他地类差异</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Notes every pair of patches of different land class across the seam.</source>
        <translation>对接边两侧地类不同的每一对图斑给出提示。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Number of broken sheets</source>
        <translation>破幅个数</translation>
    </message>
    <message>
        <source>Number of defects put in</source>
        <translation>加入的缺陷数</translation>
    </message>
    <message>
        <source>Number of errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <source>Number of findings</source>
        <translation>问题数量</translation>
    </message>
    <message>
        <source>Number of findings reviewed</source>
        <translation>审核的问题数</translation>
    </message>
    <message>
        <source>Number of findings still there</source>
        <translation>仍在的问题数</translation>
    </message>
    <message>
        <source>Number of fixed findings</source>
        <translation>已消除问题数</translation>
    </message>
    <message>
        <source>Number of new findings</source>
        <translation>新增问题数</translation>
    </message>
    <message>
        <source>Number of notes</source>
        <translation>提示数</translation>
    </message>
    <message>
        <source>Number of patches</source>
        <translation>图斑个数</translation>
    </message>
    <message>
        <source>Number of patches made</source>
        <translation>生成的图斑数</translation>
    </message>
    <message>
        <source>Number of patches with a grade</source>
        <translation>已分级的图斑数</translation>
    </message>
    <message>
        <source>Number of patches without area</source>
        <translation>无面积的图斑数</translation>
    </message>
    <message>
        <source>Number of patches; a real county has 100 000 to 300 000. The mean patch has 7500 m².</source>
        <translation>图斑个数；实际县约 10 万至 30 万个。平均图斑面积 7500 m²。</translation>
    </message>
    <message>
        <source>Number of remaining errors</source>
        <translation>剩余错误数</translation>
    </message>
    <message>
        <source>Number of repaired findings</source>
        <translation>已修复问题数</translation>
    </message>
    <message>
        <source>Number of sheets</source>
        <translation>图幅数</translation>
    </message>
    <message>
        <source>Number of warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <source>Number of whole sheets</source>
        <translation>整幅个数</translation>
    </message>
    <message>
        <source>Of two grades with the same area take the</source>
        <translation>两级面积相等时取</translation>
    </message>
    <message>
        <source>Official ellipsoidal areas are not defined in the coordinate reference system “{name}”; reproject the layer to CGCS2000 Gauss-Kruger (such as EPSG:4528) or CGCS2000 geographic (EPSG:4490).</source>
        <translation>坐标系“{name}”中不能计算规定的椭球面积；请将图层重投影到 CGCS2000 高斯-克吕格投影（如 EPSG:4528）或 CGCS2000 地理坐标系（EPSG:4490）。</translation>
    </message>
    <message>
        <source>On slope grade 1 and on other classes GDLX must be empty; each patch that is changed so is listed as a note.</source>
        <translation>1 级坡度和其他地类的 GDLX 必须为空；每个因此改动的图斑作为提示列出。</translation>
    </message>
    <message>
        <source>One HTML file to read, print and send: counts by rule, a table of findings, how the run was made.</source>
        <translation>可阅读、打印和发送的单个 HTML 文件：按规则计数、问题列表、运行参数。</translation>
    </message>
    <message>
        <source>Only a part of the layer was checked: no finding was marked as fixed.</source>
        <translation>只检查了图层的一部分：没有把任何问题标为已消除。</translation>
    </message>
    <message>
        <source>Only findings of these kinds; all where none is chosen.</source>
        <translation>仅限这些类型的问题；不选则不限。</translation>
    </message>
    <message>
        <source>Only findings of these rules: ids of rules, separated by blanks or commas.</source>
        <translation>仅限这些规则的问题：规则编号，用空格或逗号分隔。</translation>
    </message>
    <message>
        <source>Only these rules</source>
        <translation>仅检查这些规则</translation>
    </message>
    <message>
        <source>Only what changed since the run of {started} was checked.</source>
        <translation>只检查了自 {started} 的运行以来变化的部分。</translation>
    </message>
    <message>
        <source>Only {placed} of {wanted} defects of kind '{kind}' found room in the county; take more patches or fewer defects.</source>
        <translation>“{kind}”类缺陷要求 {wanted} 个，县内只放得下 {placed} 个；请增加图斑数或减少缺陷数。</translation>
    </message>
    <message>
        <source>Open gaps up to this width</source>
        <translation>开口缝隙的最大宽度</translation>
    </message>
    <message>
        <source>Open the acceptance model in the modeler…</source>
        <translation>在建模器中打开验收模型…</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Other feature</source>
        <translation>另一要素</translation>
    </message>
    <message>
        <source>Other patch</source>
        <translation>另一图斑</translation>
    </message>
    <message>
        <source>Other patches</source>
        <translation>其他图斑</translation>
    </message>
    <message>
        <source>Other polygon layers</source>
        <translation>其他面图层</translation>
    </message>
    <message>
        <source>Overlaps of at most (m²)</source>
        <translation>重叠面积上限（m²）</translation>
    </message>
    <message>
        <source>Overlaps, gaps, land outside the county and places without a patch are reported from this area up, exactly this area included; 0: however small.</source>
        <translation>重叠、缝隙、超出行政区和未覆盖之处，面积达到此值才报告，恰好等于此值也报告；0 表示不限。</translation>
    </message>
    <message>
        <source>PASSED</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>PNG files</source>
        <translation>PNG 文件</translation>
    </message>
    <message>
        <source>Part: code of a unit or BSM</source>
        <translation>部分：单位代码或 BSM</translation>
    </message>
    <message>
        <source>Passed: no finding is an error</source>
        <translation>通过：没有错误级问题</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图斑</translation>
    </message>
    <message>
        <source>Patch layer with BSM, ZLDWDM, TBMJ and KCXS, and MSSM where there are islands. The layer itself is not changed.</source>
        <translation>地类图斑图层，含 BSM、ZLDWDM、TBMJ、KCXS，有海岛时还要有 MSSM。图层本身不变。</translation>
    </message>
    <message>
        <source>Patch layer with the field DLBM (land class). The layer itself is not changed.</source>
        <translation>含 DLBM（地类编码）字段的图斑图层；不修改原图层。</translation>
    </message>
    <message>
        <source>Patch layer with the fields DLBM, TBMJ, GDPDJB and GDLX. The layer itself is not changed.</source>
        <translation>含 DLBM、TBMJ、GDPDJB、GDLX 字段的图斑图层；不修改原图层。</translation>
    </message>
    <message>
        <source>Patch layer with the fields {fields}; TBDLMJ must be filled (deduct ridges first).</source>
        <translation>地类图斑图层，含字段 {fields}；TBDLMJ 须已填写（先做田坎扣除）。</translation>
    </message>
    <message>
        <source>Patch layers (DLTB)</source>
        <translation>图斑图层（DLTB）</translation>
    </message>
    <message>
        <source>Patch {bsm} of {area} m² would have no area left: look at it and at its control area.</source>
        <translation>图斑 {bsm}（{area} m²）调整后将没有面积：请检查该图斑及其控制面积。</translation>
    </message>
    <message>
        <source>Patches</source>
        <translation>图斑数</translation>
    </message>
    <message>
        <source>Patches (DLTB)</source>
        <translation>图斑（DLTB）</translation>
    </message>
    <message>
        <source>Patches and slope data are on different datums (“{first}” and “{second}”); transform one of them with the parameters of your region first.</source>
        <translation>图斑与坡度数据的大地基准不同（“{first}”和“{second}”）；请先用本地区的参数转换其中之一。</translation>
    </message>
    <message>
        <source>Patches and slope data must both have a coordinate reference system; assign the missing one.</source>
        <translation>图斑和坡度数据都必须有坐标系；请指定缺少的坐标系。</translation>
    </message>
    <message>
        <source>Patches narrower than</source>
        <translation>狭长图斑平均宽度限值</translation>
    </message>
    <message>
        <source>Patches whose TBMJ is not TBDLMJ + KCMJ</source>
        <translation>TBMJ 不等于 TBDLMJ + KCMJ 的图斑数</translation>
    </message>
    <message>
        <source>Patches whose area was changed</source>
        <translation>面积有调整的图斑数</translation>
    </message>
    <message>
        <source>Patches with adjusted areas</source>
        <translation>平差后的图斑</translation>
    </message>
    <message>
        <source>Patches with area</source>
        <translation>带面积的图斑</translation>
    </message>
    <message>
        <source>Patches with deducted ridges</source>
        <translation>已扣除田坎的图斑</translation>
    </message>
    <message>
        <source>Patches with slope grade</source>
        <translation>带坡度级别的图斑</translation>
    </message>
    <message>
        <source>Pieces of sheets</source>
        <translation>图幅分块</translation>
    </message>
    <message>
        <source>Place by size</source>
        <translation>面积排序号</translation>
    </message>
    <message>
        <source>Places narrower than</source>
        <translation>图斑局部宽度限值</translation>
    </message>
    <message>
        <source>Points, lines or polygons. A selection or filter is respected; the layer itself is not changed.</source>
        <translation>点、线或面。遵循选择和筛选；图层本身不变。</translation>
    </message>
    <message>
        <source>Polygon layer. A selection or filter is respected; the layer itself is not changed.</source>
        <translation>面图层。支持选择集和过滤条件；不修改原图层。</translation>
    </message>
    <message>
        <source>Polygons of slope grades. One of the three sources of slope.</source>
        <translation>坡度分级多边形。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Polygons of the county: one or many, with MSSM where it has islands.</source>
        <translation>县的多边形，一个或多个；有海岛时含 MSSM。</translation>
    </message>
    <message>
        <source>Present land use by first-level class</source>
        <translation>土地利用现状一级分类面积汇总表</translation>
    </message>
    <message>
        <source>Present land use by second-level class</source>
        <translation>土地利用现状二级分类面积汇总表</translation>
    </message>
    <message>
        <source>Present land use by the three groups</source>
        <translation>土地利用现状三大类面积汇总表</translation>
    </message>
    <message>
        <source>Preview: write no patches</source>
        <translation>预览：不写出图斑</translation>
    </message>
    <message>
        <source>Protected classes</source>
        <translation>受保护地类</translation>
    </message>
    <message>
        <source>Pushed</source>
        <translation>调整值</translation>
    </message>
    <message>
        <source>Pushed (ha)</source>
        <translation>调整值（公顷）</translation>
    </message>
    <message>
        <source>Pushes the areas of patches (TBMJ) in whole steps of 0.01 m² until villages, townships and the county add up to their control areas, mainland and islands (MSSM) apart, and sets KCMJ and TBDLMJ anew (KCMJ = TBMJ × KCXS rounded half up, TBDLMJ = TBMJ − KCMJ).
From above: the difference of a unit, in steps, is handed out evenly to its parts, what does not divide to the largest first (of equal ones the lower code or BSM). What already adds up stays untouched. A difference beyond the limit is no residue of rounding: the run stops and names it.</source>
        <translation>以 0.01 m² 为单位逐级调整图斑面积（TBMJ），使村、乡镇、县的面积之和等于其控制面积，陆地与海岛（MSSM）分别控制，并重新计算 KCMJ 和 TBDLMJ（KCMJ = TBMJ × KCXS，四舍五入；TBDLMJ = TBMJ − KCMJ）。
自上而下：某单位的差值按 0.01 m² 的步数平均分给其各部分，除不尽的余数由大到小各分一步（面积相等时代码或 BSM 小者在先）。已经相符的保持不变。超过限差的差值不是凑整误差：运行停止并指出所在单位。</translation>
    </message>
    <message>
        <source>Puts the findings of several checks together: an HTML report with a map, a JSON summary, a picture, and an error GeoPackage (findings as points, lines and polygons, the runs, the rules, the exceptions).
INPUT counts as all that there is: findings of the error GeoPackage that INPUT lacks are marked as fixed, so give the layers of all checks at once.</source>
        <translation>汇总多项检查的问题：带图的 HTML 报告、JSON 摘要、图片，以及错误 GeoPackage（点、线、面问题图层，运行记录，规则，例外）。
INPUT 视为现有的全部问题：错误 GeoPackage 中有而 INPUT 中没有的问题标为已消除，因此请一次给出各项检查的全部图层。</translation>
    </message>
    <message>
        <source>Quality checks</source>
        <translation>质量检查</translation>
    </message>
    <message>
        <source>Quality report</source>
        <translation>质量检查报告</translation>
    </message>
    <message>
        <source>Range in degrees, minutes and seconds</source>
        <translation>图廓范围（度分秒）</translation>
    </message>
    <message>
        <source>Raster of heights in metres, in a metric coordinate system. Its slope is computed by Horn's method, border cells included. One of the three sources of slope.</source>
        <translation>高程栅格（米），坐标系以米为单位。按 Horn 方法计算坡度，边缘像元也计算。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Raster of slope in degrees, in a metric coordinate system. One of the three sources of slope.</source>
        <translation>以度为单位的坡度栅格，坐标系以米为单位。三种坡度来源之一。</translation>
    </message>
    <message>
        <source>Raster {layer} is no file; save it as a GeoTIFF first.</source>
        <translation>栅格 {layer} 不是文件；请先另存为 GeoTIFF。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Rectangle that the sheets are to cover.</source>
        <translation>需要图幅覆盖的矩形范围。</translation>
    </message>
    <message>
        <source>Remaining findings</source>
        <translation>剩余问题</translation>
    </message>
    <message>
        <source>Reopened: fixed before, found again</source>
        <translation>复现：曾已消除，又被发现</translation>
    </message>
    <message>
        <source>Repair topology</source>
        <translation>修复拓扑</translation>
    </message>
    <message>
        <source>Repaired patches</source>
        <translation>修复后的图斑</translation>
    </message>
    <message>
        <source>Repairs a patch layer where that is safe: repeated vertices are taken out, missing nodes put into the neighbour's border, small gaps and overlaps given to one patch, slivers merged, multipart patches split. Who gets a place is decided by the survey: the class (DLBM) that most of the border has, then the longest shared border; never across a village line, nor an ownership line that is known. Protected patches stay as they are to the byte.
Each repair is checked in its neighbourhood and taken back if it brings about another fault, and the result is checked as a whole. The ledger books every piece of land that changed hands twice, so that its changes add up to 0: a gap is land that nobody held, an overlap land that was counted twice (negative). Patches that nothing was done to keep their geometry; new vertices lie on the 0.1 mm grid.
Not repaired, only listed: duplicate and contained patches, self-intersections and other invalid geometry, land outside the county or without a patch at its edge. TBMJ and the areas that follow from it are not changed: run Ellipsoidal area afterwards. The layer must be in metres; Z and M are dropped.</source>
        <translation>在有把握之处修复图斑图层：删除重复节点，在相邻图斑边界上补齐缺少的节点，把小的缝隙和重叠归入一个图斑，合并碎小图斑，拆分多部件图斑。某处归谁由三调的规则决定：先看公共边中占比最大的地类（DLBM），再看最长公共边；从不跨越村界，也不跨越已知的权属界线。受保护图斑保持原样，一字节不变。
每次修复都在其邻域内复查，引起其他问题的撤回；最后对整个结果再作检查。台账对每块转移的土地记两笔，变化量之和为 0：缝隙是原来无图斑覆盖的土地，重叠是重复计算的土地（负值）。未作处理的图斑图形不变；新节点落在 0.1 mm 格网上。
不修复、只列出的有：重复图斑和被包含的图斑、自相交及其他无效图形、超出行政区的土地、行政区边缘未被图斑覆盖之处。TBMJ 及由其推算的面积不变，请随后运行“椭球面积”。图层坐标须以米为单位；Z 值和 M 值舍去。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Report findings</source>
        <translation>问题报告</translation>
    </message>
    <message>
        <source>Review findings</source>
        <translation>审核问题</translation>
    </message>
    <message>
        <source>Ridge coefficients must be at least 0 and below 1 (or below 100 percent); correct the table.</source>
        <translation>田坎系数必须不小于 0 且小于 1（或小于 100%）；请改正系数表。</translation>
    </message>
    <message>
        <source>Ridge table (CSV file)</source>
        <translation>田坎系数表 (CSV 文件)</translation>
    </message>
    <message>
        <source>Ridge table (layer)</source>
        <translation>田坎系数表（图层）</translation>
    </message>
    <message>
        <source>Row {row} of the ridge table is not usable: GDPDJB must be 2 to 5, GDLX TT or PD, and KCXS a number.</source>
        <translation>田坎系数表第 {row} 行不可用：GDPDJB 应为 2 至 5，GDLX 应为 TT 或 PD，KCXS 应为数值。</translation>
    </message>
    <message>
        <source>Row {row} of the rule file {path} has {found} values instead of {expected}: put values that contain commas in double quotes.</source>
        <translation>规则文件 {path} 第 {row} 行有 {found} 个值，应为 {expected} 个：含逗号的值请加双引号。</translation>
    </message>
    <message>
        <source>Row {row} of the rule file {path}: {column} is “{value}”, wanted is {wanted}.</source>
        <translation>规则文件 {path} 第 {row} 行：{column} 为“{value}”，应为{wanted}。</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none.</source>
        <translation>规则 4601：面积小于 10 平方米的图斑；恰为 10 平方米的不算。</translation>
    </message>
    <message>
        <source>Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none. A sliver goes to a neighbour of the same class, else to that with the longest shared border.</source>
        <translation>规则 4601：小于 10 m² 的图斑；恰好 10 m² 的不算。碎小图斑并入同地类的相邻图斑，没有时并入公共边最长的相邻图斑。</translation>
    </message>
    <message>
        <source>Rule {rules} is in the rule book already: give the rule of your file another id.</source>
        <translation>规则库中已有规则 {rules}：请给文件中的规则另取编号。</translation>
    </message>
    <message>
        <source>Rule {rule} cannot be evaluated, SQLite says “{message}”. Correct the rule.</source>
        <translation>规则 {rule} 无法计算，SQLite 提示“{message}”。请改正该规则。</translation>
    </message>
    <message>
        <source>Rule {rule} of Tuban.</source>
        <translation>Tuban 规则 {rule}。</translation>
    </message>
    <message>
        <source>Rule {rule} takes too long and was stopped: make its condition simpler.</source>
        <translation>规则 {rule} 用时过长，已停止：请简化其条件。</translation>
    </message>
    <message>
        <source>Rule {rule}, clause {clause}.</source>
        <translation>规则 {rule}，条款 {clause}。</translation>
    </message>
    <message>
        <source>Rule {rule}: its {part} “{expression}” cannot be used, {reason}. Correct the rule.</source>
        <translation>规则 {rule}：{part} “{expression}”不能使用，{reason}。请改正该规则。</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Rules of the province beside those of the standard. Columns id, layer, kind, severity, scope, condition, text_zh, text_en; scope and condition are SQL expressions over the field names.</source>
        <translation>标准规则之外的省级规则。列为 id、layer、kind、severity、scope、condition、text_zh、text_en；scope 和 condition 是以字段名书写的 SQL 表达式。</translation>
    </message>
    <message>
        <source>Rules {rules} were not checked: {reason}.</source>
        <translation>规则 {rules} 未检查：{reason}。</translation>
    </message>
    <message>
        <source>Run the county acceptance…</source>
        <translation>运行县级验收…</translation>
    </message>
    <message>
        <source>SQLite says “{message}”</source>
        <translation>SQLite 提示“{message}”</translation>
    </message>
    <message>
        <source>Sample data</source>
        <translation>示例数据</translation>
    </message>
    <message>
        <source>Say which findings are meant: by IDS, KINDS, RULES or a layer FINDINGS.</source>
        <translation>请指明要审核哪些问题：用 IDS、KINDS、RULES 或图层 FINDINGS。</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>比例尺</translation>
    </message>
    <message>
        <source>Scale denominator</source>
        <translation>比例尺分母</translation>
    </message>
    <message>
        <source>Scale of the sheets.</source>
        <translation>图幅比例尺。</translation>
    </message>
    <message>
        <source>Scale of the sheets: that of the survey, 1:10 000 in most counties.</source>
        <translation>图幅比例尺，即调查比例尺，多数县为 1:10 000。</translation>
    </message>
    <message>
        <source>Scale of the sheets; sheet numbers bring their own.</source>
        <translation>图幅比例尺；按图幅号生成时由图幅号决定。</translation>
    </message>
    <message>
        <source>Second level</source>
        <translation>二级分类</translation>
    </message>
    <message>
        <source>Second level, m2</source>
        <translation>二级分类（平方米）</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Segments shorter than</source>
        <translation>短线段长度小于</translation>
    </message>
    <message>
        <source>Sets the state of findings in an error GeoPackage: confirmed, exception (with a reason, a name and the date of today), reopened, or new, which withdraws a confirmation or an exception. Later runs with this DATABASE keep what is decided; findings with an exception do not count against the data.
All conditions that are given must hold for a finding. A fixed finding can only be reopened. The file itself is changed: stop editing it in QGIS before.</source>
        <translation>设置错误 GeoPackage 中问题的状态：confirmed（已确认）、exception（例外，须有理由和姓名，记入当天日期）、reopened（复现）或 new（新增，即撤销确认或例外）。以后用此 DATABASE 的检查都保留这些决定；有例外的问题不影响数据是否通过。
问题须同时满足所给的全部条件。已消除的问题只能设为复现。此工具直接修改该文件：请先在 QGIS 中停止编辑。</translation>
    </message>
    <message>
        <source>Settlement areas (CZCDYD)</source>
        <translation>城镇村等用地（CZCDYD）</translation>
    </message>
    <message>
        <source>Severities</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Share without slope data</source>
        <translation>无坡度数据比例</translation>
    </message>
    <message>
        <source>Sheet number</source>
        <translation>图幅号</translation>
    </message>
    <message>
        <source>Sheet numbers</source>
        <translation>图幅号</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Slivers smaller than (m²)</source>
        <translation>碎小图斑面积小于（平方米）</translation>
    </message>
    <message>
        <source>Slope and ridges</source>
        <translation>坡度与田坎</translation>
    </message>
    <message>
        <source>Slope map (PDT)</source>
        <translation>坡度图（PDT）</translation>
    </message>
    <message>
        <source>Slope raster (degrees)</source>
        <translation>坡度栅格（度）</translation>
    </message>
    <message>
        <source>South edge (°)</source>
        <translation>南图廓纬度（°）</translation>
    </message>
    <message>
        <source>Spikes sharper than (°)</source>
        <translation>尖锐角限值（°）</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计汇总</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Still there</source>
        <translation>仍在</translation>
    </message>
    <message>
        <source>Subdivide edges longer than (m)</source>
        <translation>加密长于此值的边（m）</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Sums the areas of patches by first- and second-level land class: TBDLMJ by DLBM, and the deducted KCMJ as 1203 (田坎). Wetlands (00) by the table of classes, adjustable (K) and refined (A) classes in their second-level class.
Square metres are exact to 0.01 and add up to the sum of TBMJ; hectares are forced to balance in both directions, the residue of rounding going to the largest areas first. Patches with an unknown code have a line of their own.</source>
        <translation>按一级、二级地类汇总图斑面积：TBDLMJ 按 DLBM 计，扣除的 KCMJ 计入 1203 田坎。湿地（00）按地类表归类，可调整地类（K）和细化地类（A）并入其二级类。
平方米精确到 0.01，与 TBMJ 之和相等；公顷纵横双向强制调平，舍入余数从面积最大者起分配。编码未知的图斑单列一行。</translation>
    </message>
    <message>
        <source>Survey database</source>
        <translation>调查数据库</translation>
    </message>
    <message>
        <source>TBDLMJ is empty in {count} patches: run the deduction of ridges first, it fills the field.</source>
        <translation>{count} 个图斑的图斑地类面积 TBDLMJ 为空：请先运行田坎扣除，由其填写该字段。</translation>
    </message>
    <message>
        <source>TBDLMJ or KCMJ is negative in {count} patches: correct them before summing.</source>
        <translation>{count} 个图斑的 TBDLMJ 或 KCMJ 为负：请先改正再汇总。</translation>
    </message>
    <message>
        <source>TBMJ and the areas that follow from it are as before: compute them anew (Ellipsoidal area).</source>
        <translation>TBMJ 及由其推算的面积未变：请重新计算（椭球面积）。</translation>
    </message>
    <message>
        <source>TBMJ of {count} patches had more than two decimals and was rounded.</source>
        <translation>{count} 个图斑的 TBMJ 多于两位小数，已四舍五入。</translation>
    </message>
    <message>
        <source>TBMJ was {area:.2f}</source>
        <translation>TBMJ 原为 {area:.2f}</translation>
    </message>
    <message>
        <source>Table (workbook)</source>
        <translation>图表（工作簿）</translation>
    </message>
    <message>
        <source>Table of county, townships and villages: control area, area before and after, mainland and islands.</source>
        <translation>县、乡镇、村一览表：控制面积、平差前后面积，陆地与海岛分列。</translation>
    </message>
    <message>
        <source>Table with a row for every unit and class.</source>
        <translation>每个单位、每个地类一行的表。</translation>
    </message>
    <message>
        <source>Table with a row for every unit and patch that was changed: place in the order, before, change, after.</source>
        <translation>每个被调整的单位和图斑一行：顺序号、调整前、调整值、调整后。</translation>
    </message>
    <message>
        <source>Table {file} of the standard cannot be read: install Tuban again.</source>
        <translation>无法读取标准数据表 {file}：请重新安装图斑插件。</translation>
    </message>
    <message>
        <source>Table {file} of the standard is not CSV in UTF-8: save it as such.</source>
        <translation>标准数据表 {file} 不是 UTF-8 编码的 CSV：请另存为该格式。</translation>
    </message>
    <message>
        <source>Table {file} of the standard, row {row}, column {column}: {problem}</source>
        <translation>标准数据表 {file} 第 {row} 行，{column} 列：{problem}</translation>
    </message>
    <message>
        <source>Table {file} of the standard, row {row}: it has {found} cells, the header has {expected}.</source>
        <translation>标准数据表 {file} 第 {row} 行有 {found} 个单元格，表头有 {expected} 个。</translation>
    </message>
    <message>
        <source>Tables (workbook)</source>
        <translation>汇总表（工作簿）</translation>
    </message>
    <message>
        <source>Tags and numbering</source>
        <translation>属性标注与编号</translation>
    </message>
    <message>
        <source>Takes a county through its acceptance: grades the slopes of cultivated patches from the elevation model, deducts ridges, checks topology and attributes, sums the areas by land class, and writes one report with a map, an error GeoPackage and a workbook. Open it in the modeler to add steps or to change the order.</source>
        <translation>对一个县完成验收：由 DEM 为耕地图斑评定坡度级别，扣除田坎，检查拓扑和属性，按地类汇总面积，并输出一份附地图的报告、错误库和汇总表。可在建模器中打开，增加步骤或调整顺序。</translation>
    </message>
    <message>
        <source>The administrative area, one feature.</source>
        <translation>行政区，一个要素。</translation>
    </message>
    <message>
        <source>The administrative area, one or several features, in the same coordinate system.</source>
        <translation>行政区，可为一个或多个要素，坐标系须与图斑相同。</translation>
    </message>
    <message>
        <source>The administrative area; it is not changed. With it holes inside a single patch count as gaps.</source>
        <translation>行政区；图层本身不变。给出时，单个图斑内部的空洞按缝隙处理。</translation>
    </message>
    <message>
        <source>The area field has no name; give one, for example TBMJ.</source>
        <translation>面积字段名为空，请填写字段名，例如 TBMJ。</translation>
    </message>
    <message>
        <source>The area spans {count} sheets of 1:{scale}, more than {most}: choose a smaller scale or area.</source>
        <translation>该区域跨 {count} 幅 1:{scale} 图幅，超过 {most} 幅：请选用较小的比例尺或区域。</translation>
    </message>
    <message>
        <source>The areas that CJDCQJX bounds.</source>
        <translation>CJDCQJX 所属的面层。</translation>
    </message>
    <message>
        <source>The areas that XZQJX bounds.</source>
        <translation>XZQJX 所属的面层。</translation>
    </message>
    <message>
        <source>The boundary lines of CJDCQ.</source>
        <translation>村级调查区（CJDCQ）的界线。</translation>
    </message>
    <message>
        <source>The boundary lines of XZQ.</source>
        <translation>行政区（XZQ）的界线。</translation>
    </message>
    <message>
        <source>The control boundary as polygon, of which the outline of XZQ must be an exact copy.</source>
        <translation>面状的控制界线，行政区（XZQ）的外边界须与其完全一致。</translation>
    </message>
    <message>
        <source>The coordinate reference system “{crs}” cannot be read; set a valid one.</source>
        <translation>无法读取坐标系“{crs}”，请设置有效的坐标系。</translation>
    </message>
    <message>
        <source>The county alone, with its townships, or with townships and villages (by ZLDWDM).</source>
        <translation>仅全县，或分乡镇，或分乡镇和村（按 ZLDWDM）。</translation>
    </message>
    <message>
        <source>The county code has six digits; '{given}' has not.</source>
        <translation>县级行政区划代码应为六位数字，“{given}”不符合。</translation>
    </message>
    <message>
        <source>The county in one feature, or its townships.</source>
        <translation>整个县为一个要素，或按乡级行政区分为多个要素。</translation>
    </message>
    <message>
        <source>The elevation model is written as GeoTIFF: {path} must end in .tif.</source>
        <translation>DEM 以 GeoTIFF 格式写出：{path} 的扩展名应为 .tif。</translation>
    </message>
    <message>
        <source>The error GeoPackage has no finding {ids}: check the ids.</source>
        <translation>错误 GeoPackage 中没有问题 {ids}：请检查编号。</translation>
    </message>
    <message>
        <source>The error GeoPackage that a check has written (DATABASE).</source>
        <translation>检查写出的错误 GeoPackage（DATABASE）。</translation>
    </message>
    <message>
        <source>The faults to repair: {kinds}. The largest part of a multipart patch keeps its BSM; each other part becomes a patch with the same attributes and a BSM that counts on from the highest.</source>
        <translation>要修复的问题：{kinds}。多部件图斑中最大的部分保留原 BSM；其余每个部分成为一个新图斑，属性相同，BSM 从最大值起顺编。</translation>
    </message>
    <message>
        <source>The features with all their fields and the sheet number; NULL where they have no geometry.</source>
        <translation>要素及其全部字段和图幅号；没有几何图形的为 NULL。</translation>
    </message>
    <message>
        <source>The field of CJDCQ and XZQ that holds the control area in m².</source>
        <translation>CJDCQ 和 XZQ 中存放控制面积（m²）的字段。</translation>
    </message>
    <message>
        <source>The field of the sheet number has no name; give one, for example TFH.</source>
        <translation>图幅号字段没有名称，请填写，例如 TFH。</translation>
    </message>
    <message>
        <source>The field that holds the ZONE of the table; needed only where the table has several zones.</source>
        <translation>与系数表 ZONE 对应的字段；仅在系数表分区时需要。</translation>
    </message>
    <message>
        <source>The field that holds the grade 1 to 5.</source>
        <translation>坡度级别（1 至 5）所在字段。</translation>
    </message>
    <message>
        <source>The field that names a patch in the findings; the feature id where it is empty.</source>
        <translation>问题中用来标明图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that names a patch in the ledger and the findings; the feature id where it is empty.</source>
        <translation>台账和问题中用来标识图斑的字段；为空时用要素 ID。</translation>
    </message>
    <message>
        <source>The field that receives the area in m². It is added where the layer has none of that name.</source>
        <translation>写入面积（m²）的字段；图层没有该字段时自动添加。</translation>
    </message>
    <message>
        <source>The field that receives the number. It is added where the layer has none of that name.</source>
        <translation>写入图幅号的字段；图层没有该字段时新增。</translation>
    </message>
    <message>
        <source>The file {path} cannot be opened: check that it exists and is a vector file.</source>
        <translation>无法打开文件 {path}：请确认它存在且为矢量文件。</translation>
    </message>
    <message>
        <source>The file {path} has no layer {layer}.</source>
        <translation>文件 {path} 中没有图层 {layer}。</translation>
    </message>
    <message>
        <source>The findings of both runs, each once, with the column change: new, fixed or still_there.</source>
        <translation>两次检查的问题，每个只列一次，字段 change 取值：new（新增）、fixed（已消除）、still_there（仍在）。</translation>
    </message>
    <message>
        <source>The first {shown} of {total} findings are listed; the error GeoPackage has them all.</source>
        <translation>共 {total} 个问题，此处列出前 {shown} 个；全部问题见错误 GeoPackage。</translation>
    </message>
    <message>
        <source>The folder of {path} does not exist: create it or choose another file.</source>
        <translation>{path} 所在的文件夹不存在：请先创建，或另选文件。</translation>
    </message>
    <message>
        <source>The land-use patches.</source>
        <translation>地类图斑。</translation>
    </message>
    <message>
        <source>The larger of both tolerances holds; 0.000002 is 0.02 m² in a hectare.</source>
        <translation>两个容差取大者；0.000002 即每公顷 0.02 平方米。</translation>
    </message>
    <message>
        <source>The layer has a filter of its own: gaps are left, since patches may lie there that are not seen.</source>
        <translation>图层自带过滤条件：缝隙不修复，因为那里可能有看不到的图斑。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system: its coordinates are taken for metres.</source>
        <translation>图层没有坐标系：其坐标按米处理。</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system; set the one its coordinates were made in, for example CGCS2000 / 3-degree Gauss-Kruger zone 40 (EPSG:4528).</source>
        <translation>图层没有坐标系；请设置数据实际采用的坐标系，例如 CGCS2000 / 3-degree Gauss-Kruger zone 40（EPSG:4528）。</translation>
    </message>
    <message>
        <source>The layer in AREA and the chosen system lie on different ellipsoids: choose one of them.</source>
        <translation>AREA 图层与所选坐标系的椭球不同：请选用其中之一。</translation>
    </message>
    <message>
        <source>The output {path} cannot be written: check the folder and the format.</source>
        <translation>无法写入输出 {path}：请检查文件夹和格式。</translation>
    </message>
    <message>
        <source>The output {path} is also an input: choose another file, inputs are never changed.</source>
        <translation>输出 {path} 同时也是输入：请另选文件，输入数据不会被改动。</translation>
    </message>
    <message>
        <source>The patch has no area in TBMJ: ridges were not deducted. Compute the area first.</source>
        <translation>图斑的 TBMJ 没有面积，未扣除田坎。请先计算面积。</translation>
    </message>
    <message>
        <source>The patch layer to check, with the standard's field names. A selection or filter is respected.</source>
        <translation>待检查的图斑图层，字段名与标准一致。选择集和过滤条件有效。</translation>
    </message>
    <message>
        <source>The patch layer to check. Selected features are checked among their neighbours: the findings are those of the whole layer that name one of them. Of a filtered layer only what is left is seen.</source>
        <translation>要检查的图斑图层。选中的要素连同其相邻图斑一起检查：结果为整个图层中涉及选中图斑的问题。图层设有过滤条件时，只看过滤后的要素。</translation>
    </message>
    <message>
        <source>The patch layer. A selection or filter is respected.</source>
        <translation>图斑图层。所选要素或过滤条件有效。</translation>
    </message>
    <message>
        <source>The patch layer; it is not changed itself. Of a selection only the selected patches are repaired and written; the others are seen and stay as they are.</source>
        <translation>图斑图层，本身不变。有选择集时，只修复并写出选中的图斑；其余图斑参与判断，保持原样。</translation>
    </message>
    <message>
        <source>The patches concerned as they are, with all their attributes and what was found in columns finding_…: a row for each finding and patch.</source>
        <translation>所涉及图斑的原样，包括全部属性，问题内容写在 finding_… 字段中；每个问题的每个图斑一行。</translation>
    </message>
    <message>
        <source>The patches have no DLBM: the longest shared border alone decides.</source>
        <translation>图斑没有 DLBM：只按最长公共边决定。</translation>
    </message>
    <message>
        <source>The patches have no {fields}: village and ownership lines are known only as far as the others tell.</source>
        <translation>图斑没有 {fields}：村界和权属界线只能由其余字段得知。</translation>
    </message>
    <message>
        <source>The patches lack the fields {fields}: the table of areas needs them.</source>
        <translation>图斑缺少字段 {fields}：面积汇总需要这些字段。</translation>
    </message>
    <message>
        <source>The patches lie in {count} counties ({codes}): give control areas in a layer.</source>
        <translation>图斑分属 {count} 个县（{codes}）：请用图层给出控制面积。</translation>
    </message>
    <message>
        <source>The patches spread over more than 400 km: check one county at a time, or look for a stray coordinate.</source>
        <translation>图斑分布范围超过 400 千米：请按县逐个检查，或查找异常坐标。</translation>
    </message>
    <message>
        <source>The patches with GDPDJB and the columns that tell how clear the grade is.</source>
        <translation>图斑及其 GDPDJB，以及说明级别明确程度的各列。</translation>
    </message>
    <message>
        <source>The patches with KCDLBM, KCXS, KCMJ and TBDLMJ.</source>
        <translation>图斑及其 KCDLBM、KCXS、KCMJ 和 TBDLMJ。</translation>
    </message>
    <message>
        <source>The patches with TBMJ, KCMJ and TBDLMJ.</source>
        <translation>图斑及其 TBMJ、KCMJ 和 TBDLMJ。</translation>
    </message>
    <message>
        <source>The patches with all their fields and the area.</source>
        <translation>图斑的全部字段和计算出的面积。</translation>
    </message>
    <message>
        <source>The patches with all their fields; split parts come last. Not written in a preview.</source>
        <translation>图斑及其全部字段；拆分出的图斑排在最后。预览时不写出。</translation>
    </message>
    <message>
        <source>The place {latitude}° N, {longitude}° E has no sheet: the series is laid out from the equator to 60° north; look at the coordinate reference system.</source>
        <translation>北纬 {latitude}°、东经 {longitude}° 处没有图幅：分幅范围为赤道至北纬 60°；请检查坐标系。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be read to its end; the file is damaged.</source>
        <translation>栅格 {path} 无法完整读取，文件已损坏。</translation>
    </message>
    <message>
        <source>The raster {path} cannot be read; check that it exists and is a raster file.</source>
        <translation>无法读取栅格 {path}；请检查文件是否存在且为栅格文件。</translation>
    </message>
    <message>
        <source>The raster {path} has no coordinate reference system; assign the one it was made in.</source>
        <translation>栅格 {path} 没有坐标系；请指定其实际采用的坐标系。</translation>
    </message>
    <message>
        <source>The raster {path} is in “{name}”, whose cells have no size in metres; warp it to the Gauss-Kruger zone of the patches first.</source>
        <translation>栅格 {path} 的坐标系为“{name}”，像元大小不以米为单位；请先重投影到图斑所在的高斯-克吕格投影带。</translation>
    </message>
    <message>
        <source>The raster {path} is rotated or not north up; warp it to a north-up grid first.</source>
        <translation>栅格 {path} 有旋转或不是北向上；请先校正为北向上的格网。</translation>
    </message>
    <message>
        <source>The ridge table has a coefficient for slope grade 1, where nothing is deducted; remove it.</source>
        <translation>田坎系数表含 1 级坡度的系数，而 1 级坡度不扣除田坎；请删去。</translation>
    </message>
    <message>
        <source>The ridge table has no coefficient for grade {grade}, {type}: ridges were not deducted. Complete it.</source>
        <translation>田坎系数表没有 {grade} 级坡度、{type} 的系数，未扣除田坎。请补全系数表。</translation>
    </message>
    <message>
        <source>The ridge table has no coefficient; give one for each slope grade 2 to 5 and TT, PD.</source>
        <translation>田坎系数表没有系数；请为 2 至 5 级坡度和 TT、PD 各给一个系数。</translation>
    </message>
    <message>
        <source>The ridge table has no column {names}: it needs GDPDJB, GDLX and KCXS, or JB2TT, JB2PD … JB5PD.</source>
        <translation>田坎系数表缺少列 {names}：需要 GDPDJB、GDLX 和 KCXS，或 JB2TT、JB2PD … JB5PD。</translation>
    </message>
    <message>
        <source>The ridge table has several zones; choose the field of the patches that holds the zone of the table.</source>
        <translation>田坎系数表有多个分区；请选择图斑中与系数表分区对应的字段。</translation>
    </message>
    <message>
        <source>The ridge table has two coefficients for slope grade {grade}, {type}; keep one.</source>
        <translation>田坎系数表中 {grade} 级坡度、{type} 有两个系数，请保留一个。</translation>
    </message>
    <message>
        <source>The ridge table holds percent: its values were divided by 100.</source>
        <translation>田坎系数表为百分数，其值已除以 100。</translation>
    </message>
    <message>
        <source>The ridge table {path} cannot be read; give a CSV file with the columns GDPDJB, GDLX, KCXS.</source>
        <translation>无法读取田坎系数表 {path}；请给定含 GDPDJB、GDLX、KCXS 列的 CSV 文件。</translation>
    </message>
    <message>
        <source>The ridge table {path} is neither UTF-8 nor GBK text; save it anew.</source>
        <translation>田坎系数表 {path} 既不是 UTF-8 也不是 GBK 编码，请重新保存。</translation>
    </message>
    <message>
        <source>The rule book has no rule {rules}: correct the list of rules.</source>
        <translation>规则库中没有规则 {rules}：请改正规则列表。</translation>
    </message>
    <message>
        <source>The rule file {path} cannot be read: check that it exists.</source>
        <translation>无法读取规则文件 {path}：请检查文件是否存在。</translation>
    </message>
    <message>
        <source>The rule file {path} is empty: its first line names the columns.</source>
        <translation>规则文件 {path} 为空：第一行应为列名。</translation>
    </message>
    <message>
        <source>The rule file {path} lacks the columns {columns}: add them to its first line.</source>
        <translation>规则文件 {path} 缺少列 {columns}：请在第一行中补上。</translation>
    </message>
    <message>
        <source>The rules cannot be evaluated together, SQLite says “{message}”: check fewer at once.</source>
        <translation>这些规则无法一并计算，SQLite 提示“{message}”：请减少一次检查的规则。</translation>
    </message>
    <message>
        <source>The rules leave ties open; the lower grade is the default, and every tie is listed as a note.</source>
        <translation>面积相等时规程未作规定；默认取低级别，每处均作为提示列出。</translation>
    </message>
    <message>
        <source>The rules take longer than {seconds} s together and were stopped: check fewer at once.</source>
        <translation>这些规则合计超过 {seconds} 秒，已停止：请减少一次检查的规则。</translation>
    </message>
    <message>
        <source>The same figures for programs.</source>
        <translation>供程序读取的同样数据。</translation>
    </message>
    <message>
        <source>The same table as a CSV file in UTF-8 or GBK.</source>
        <translation>同样的系数表，UTF-8 或 GBK 编码的 CSV 文件。</translation>
    </message>
    <message>
        <source>The slope map has no field {field}: choose the field that holds the slope grade 1 to 5.</source>
        <translation>坡度图没有字段 {field}：请选择坡度级别（1 至 5）所在的字段。</translation>
    </message>
    <message>
        <source>The slope raster {path} holds values outside 0 to 90; give slope in degrees, not in percent.</source>
        <translation>坡度栅格 {path} 含 0 至 90 以外的值；坡度应以度为单位，而不是百分比。</translation>
    </message>
    <message>
        <source>The standard has no layer '{layer}'.</source>
        <translation>标准中没有图层“{layer}”。</translation>
    </message>
    <message>
        <source>The standard lists no fields of a layer '{layer}'.</source>
        <translation>标准中没有图层“{layer}”的字段。</translation>
    </message>
    <message>
        <source>The survey area has no polygons: choose the layer of the county, such as XZQ.</source>
        <translation>调查区域没有多边形：请选择县的图层，如 XZQ。</translation>
    </message>
    <message>
        <source>The table in its official form, mainland and islands apart, with a summary and a list of the pieces.</source>
        <translation>正式格式的接合图表，陆地与海岛分列，另有汇总和分块清单。</translation>
    </message>
    <message>
        <source>The tables in their official form: units in rows, classes in columns, hectares and square metres.</source>
        <translation>正式格式的汇总表：单位为行，地类为列，有公顷和平方米两种。</translation>
    </message>
    <message>
        <source>The text of field {field} is not UTF-8 and was read as GBK.</source>
        <translation>字段 {field} 的文本不是 UTF-8 编码，已按 GBK 读取。</translation>
    </message>
    <message>
        <source>The village survey areas with ZLDWDM. They decide in which village a gap or an overlap lies; without them one between patches of different villages or owners (ZLDWDM, QSDWDM) is left and listed.</source>
        <translation>含 ZLDWDM 的村级调查区，用来判定缝隙或重叠位于哪个村；不填时，不同村或不同权属（ZLDWDM、QSDWDM）的图斑之间的缝隙和重叠不修复，只列出。</translation>
    </message>
    <message>
        <source>The village survey areas.</source>
        <translation>村级调查区。</translation>
    </message>
    <message>
        <source>The village survey areas: without them it is not checked whether a patch crosses a village line. Patches on either side of such a line need not be merged.</source>
        <translation>村级调查区：未给出时不检查图斑是否跨村界。村界两侧的图斑不必合并。</translation>
    </message>
    <message>
        <source>The village-level survey areas; no patch crosses their borders.</source>
        <translation>村级调查区；图斑不跨其界线。</translation>
    </message>
    <message>
        <source>Theoretical area (m²)</source>
        <translation>图幅理论面积（m²）</translation>
    </message>
    <message>
        <source>Theoretical area of a sheet</source>
        <translation>图幅理论面积</translation>
    </message>
    <message>
        <source>Theoretical area of the sheet (ha)</source>
        <translation>图幅理论面积（公顷）</translation>
    </message>
    <message>
        <source>Theoretical areas of map sheets and control areas</source>
        <translation>图幅理论面积与控制面积接合图表</translation>
    </message>
    <message>
        <source>There are no features in the layer, its selection or filter.</source>
        <translation>图层（或其选择集、筛选条件）中没有任何要素。</translation>
    </message>
    <message>
        <source>There is no control area: give CJDCQ or XZQ, or the area of the county in MAINLAND and ISLANDS.</source>
        <translation>没有控制面积：请给出 CJDCQ 或 XZQ，或在 MAINLAND、ISLANDS 中填写县控制面积。</translation>
    </message>
    <message>
        <source>There is no edition '{edition}' of the standard: choose one of {editions}.</source>
        <translation>没有标准版本“{edition}”：请从 {editions} 中选择。</translation>
    </message>
    <message>
        <source>There is no file {path}: choose an error GeoPackage.</source>
        <translation>没有文件 {path}：请选择错误 GeoPackage。</translation>
    </message>
    <message>
        <source>There is no kind of defect '{given}'; choose from: {known}.</source>
        <translation>没有“{given}”这类缺陷，可选：{known}。</translation>
    </message>
    <message>
        <source>There is no slope data under the patch: it got no slope grade. Add the data, or set GDPDJB by hand.</source>
        <translation>图斑下没有坡度数据，未赋坡度级别。请补充数据或手工填写 GDPDJB。</translation>
    </message>
    <message>
        <source>They must not overlap; each lies in one administrative area, its borders on those of patches.</source>
        <translation>各要素不得重叠，每个要素位于一个行政区之内，其边界与图斑边界重合。</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次运行</translation>
    </message>
    <message>
        <source>Three groups</source>
        <translation>三大类</translation>
    </message>
    <message>
        <source>Three-degree zone</source>
        <translation>三度带带号</translation>
    </message>
    <message>
        <source>Time limit (s)</source>
        <translation>时间限制（秒）</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Title of the report and the map, such as the name of the county.</source>
        <translation>报告和图的标题，如县名。</translation>
    </message>
    <message>
        <source>Title of the report, such as the name of the county.</source>
        <translation>报告标题，如县名。</translation>
    </message>
    <message>
        <source>Tolerances</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Topology</source>
        <translation>拓扑</translation>
    </message>
    <message>
        <source>Topology tolerance</source>
        <translation>拓扑容差</translation>
    </message>
    <message>
        <source>Topology: single checks</source>
        <translation>拓扑：单项检查</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Total area (m²)</source>
        <translation>总面积（平方米）</translation>
    </message>
    <message>
        <source>Total area inside</source>
        <translation>界内总面积</translation>
    </message>
    <message>
        <source>Total theoretical area (m²)</source>
        <translation>理论面积合计（m²）</translation>
    </message>
    <message>
        <source>Truth about the defects</source>
        <translation>缺陷真值</translation>
    </message>
    <message>
        <source>Tuban (land patches)</source>
        <translation>Tuban 图斑</translation>
    </message>
    <message>
        <source>Tuban 图斑</source>
        <translation>Tuban 图斑</translation>
    </message>
    <message>
        <source>Tuban: land-use survey by patches</source>
        <translation>Tuban：以图斑为单元的土地利用调查</translation>
    </message>
    <message>
        <source>Two or more patch layers that border on each other, such as those of neighbouring counties.</source>
        <translation>两个或多个相邻的图斑图层，例如相邻各县的图层。</translation>
    </message>
    <message>
        <source>Two outputs go to {path}: give each a file of its own.</source>
        <translation>有两个输出都写入 {path}：请为每个输出指定单独的文件。</translation>
    </message>
    <message>
        <source>Two slope grades have the same area under the patch; GDPDJB was set to {grade}. Confirm it.</source>
        <translation>图斑内两个坡度级别的面积相等，GDPDJB 取 {grade}，请确认。</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Unit code</source>
        <translation>行政区域代码</translation>
    </message>
    <message>
        <source>Unit name</source>
        <translation>行政区域名称</translation>
    </message>
    <message>
        <source>Unit of the size</source>
        <translation>大小的单位</translation>
    </message>
    <message>
        <source>Unit: hectare (0.00)</source>
        <translation>单位：公顷（0.00）</translation>
    </message>
    <message>
        <source>Unit: hectare ({format})</source>
        <translation>单位：公顷（{format}）</translation>
    </message>
    <message>
        <source>Unit: square metre (0.00)</source>
        <translation>单位：平方米（0.00）</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>汇总单位</translation>
    </message>
    <message>
        <source>Units of the survey area overlap: in sheet {sheet} by {area} m²; repair the boundaries first.</source>
        <translation>调查区域的单位互相重叠：在图幅 {sheet} 中重叠 {area} m²；请先修复界线。</translation>
    </message>
    <message>
        <source>Unused land</source>
        <translation>未利用地</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>用户手册</translation>
    </message>
    <message>
        <source>Village boundaries (CJDCQJX)</source>
        <translation>村级调查区界线（CJDCQJX）</translation>
    </message>
    <message>
        <source>Village survey areas (CJDCQ)</source>
        <translation>村级调查区（CJDCQ）</translation>
    </message>
    <message>
        <source>Villages (CJDCQ)</source>
        <translation>村级调查区（CJDCQ）</translation>
    </message>
    <message>
        <source>Warns of classes that may bear a width (XZDWKD) and do not go on; one that joins another is sound.</source>
        <translation>对可填写宽度（XZDWKD）但在对侧中断的地类给出警告；与对侧沿接边线延伸的线状地类相接的不算中断。</translation>
    </message>
    <message>
        <source>West edge (°)</source>
        <translation>西图廓经度（°）</translation>
    </message>
    <message>
        <source>What has changed</source>
        <translation>问题变化报告</translation>
    </message>
    <message>
        <source>What is decided; new withdraws what was decided before.</source>
        <translation>审核决定；new 撤销以前的决定。</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <source>What the checker still finds in the repaired patches, and why it was not repaired.</source>
        <translation>修复后的图斑中仍能查出的问题，以及未修复的原因。</translation>
    </message>
    <message>
        <source>What to look for; by default everything: {kinds}.</source>
        <translation>要检查的内容；默认全部：{kinds}。</translation>
    </message>
    <message>
        <source>What to repair</source>
        <translation>修复内容</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Where the findings lie</source>
        <translation>问题分布图</translation>
    </message>
    <message>
        <source>Whether ZLDWDM of a patch begins with the code of its village, and that of a village with XZQDM of its township. Zeros that fill a code up are not compared.</source>
        <translation>图斑的 ZLDWDM 是否以所在村级调查区的代码开头，村级调查区的 ZLDWDM 是否以所在行政区的 XZQDM 开头。代码末尾补位的零不参与比较。</translation>
    </message>
    <message>
        <source>Which rules to check, by their severity.</source>
        <translation>按级别选择要检查的规则。</translation>
    </message>
    <message>
        <source>Who grants the exception; it needs a name.</source>
        <translation>批准例外的人；例外必填。</translation>
    </message>
    <message>
        <source>Whole or broken</source>
        <translation>整幅或破幅</translation>
    </message>
    <message>
        <source>Whole sheets</source>
        <translation>整幅个数</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Why the finding is accepted; an exception needs it.</source>
        <translation>接受该问题的理由；例外必填。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Width (m)</source>
        <translation>宽度（米）</translation>
    </message>
    <message>
        <source>With an error GeoPackage that an earlier run of this check wrote, with the same settings and the same other layers: only patches that are new, gone or changed are looked at, with what surrounds them. The findings are those of the whole layer all the same.</source>
        <translation>需给出本检查以前运行写成的错误 GeoPackage，且设置和其他图层均相同：只检查新增、消失或改变的图斑及其周围，所得问题仍为整个图层的问题。</translation>
    </message>
    <message>
        <source>Writes the number of the map sheet (GB/T 13989-2012) that each point lies in to a field, by default TFH; of lines and polygons it is the sheet of a point inside them.
A point on the edge of a sheet belongs to the sheet north or east of it. The way back, from numbers to sheets, is “Map sheets”.</source>
        <translation>把每个点所在的图幅号（GB/T 13989-2012）写入字段，默认 TFH；线和面取其内部一点所在的图幅。
图廓线上的点属于其北侧或东侧的图幅。由图幅号生成图幅用“标准图幅”。</translation>
    </message>
    <message>
        <source>Writing to {path} failed: {reason}</source>
        <translation>写入 {path} 失败：{reason}</translation>
    </message>
    <message>
        <source>XLSX tables need the Python package XlsxWriter, which is missing: install it, or install Tuban again.</source>
        <translation>写出 XLSX 表格需要 Python 包 XlsxWriter，但未找到：请安装该包，或重新安装图斑插件。</translation>
    </message>
    <message>
        <source>Z values of {count} features were dropped: the survey's data is flat.</source>
        <translation>已舍去 {count} 个要素的 Z 值：调查数据为二维。</translation>
    </message>
    <message>
        <source>ZLDWDM of {count} patches names no village, such as “{code}”: it needs 12 or 19 digits.</source>
        <translation>{count} 个图斑的 ZLDWDM 不能表示村，例如“{code}”：应为 12 位或 19 位数字。</translation>
    </message>
    <message>
        <source>Zone field of the patches</source>
        <translation>图斑的分区字段</translation>
    </message>
    <message>
        <source>Zone of the Gauss-Kruger projection (CGCS2000); its number leads the eastings.</source>
        <translation>CGCS2000 高斯-克吕格投影三度带；横坐标前加带号。</translation>
    </message>
    <message>
        <source>a brace has no partner in the text.</source>
        <translation>文本中的花括号不成对。</translation>
    </message>
    <message>
        <source>a condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>a layer code such as DLTB</source>
        <translation>图层代码，如 DLTB</translation>
    </message>
    <message>
        <source>a patch at it must stay as it is</source>
        <translation>此处有须保持原样的图斑</translation>
    </message>
    <message>
        <source>a patch beside it crosses itself or is not valid: repair that first</source>
        <translation>相邻图斑自相交或图形无效，请先修复该图斑</translation>
    </message>
    <message>
        <source>a patch that must stay as it is would lose land</source>
        <translation>须保持原样的图斑会减少土地</translation>
    </message>
    <message>
        <source>a patch would be cut in two</source>
        <translation>会有图斑被切成两块</translation>
    </message>
    <message>
        <source>a short name in small letters and underscores</source>
        <translation>由小写字母和下划线组成的短名称</translation>
    </message>
    <message>
        <source>an id of its own</source>
        <translation>不与他人重复的编号</translation>
    </message>
    <message>
        <source>an sql rule, and no other, has a condition.</source>
        <translation>只有 sql 规则才有且必须有条件（condition）。</translation>
    </message>
    <message>
        <source>bow-tie; its two triangles overlap the neighbour</source>
        <translation>界线自相交（蝴蝶结），形成的两个三角形与相邻图斑重叠</translation>
    </message>
    <message>
        <source>broken sheet</source>
        <translation>破幅</translation>
    </message>
    <message>
        <source>bsm2: what the second row had before</source>
        <translation>bsm2：第二行原来的标识码</translation>
    </message>
    <message>
        <source>class {code} has {share:.0f} % of the border, this patch {length:.1f} m</source>
        <translation>地类 {code} 占公共边的 {share:.0f} %，本图斑 {length:.1f} m</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>difference of coordinates</source>
        <translation>坐标差异</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>every patch beside it must stay as it is</source>
        <translation>相邻图斑都须保持原样</translation>
    </message>
    <message>
        <source>exception</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>已消除</translation>
    </message>
    <message>
        <source>in both patches</source>
        <translation>两个图斑均有</translation>
    </message>
    <message>
        <source>islands</source>
        <translation>海岛</translation>
    </message>
    <message>
        <source>it contains {sign}, which has no place in a single expression</source>
        <translation>含有单个表达式中不允许的 {sign}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>内容为空</translation>
    </message>
    <message>
        <source>it is larger than the limit</source>
        <translation>面积超过上限</translation>
    </message>
    <message>
        <source>it is longer than {count} characters</source>
        <translation>超过 {count} 个字符</translation>
    </message>
    <message>
        <source>it is wider than the limit</source>
        <translation>宽度超过上限</translation>
    </message>
    <message>
        <source>it lies on a village line, and CJDCQ does not say on which side</source>
        <translation>位于村界上，而 CJDCQ 未说明在哪一侧</translation>
    </message>
    <message>
        <source>it lies on an ownership line</source>
        <translation>位于权属界线上</translation>
    </message>
    <message>
        <source>it lies on an ownership line, and CJDCQ does not say in which village</source>
        <translation>位于权属界线上，而 CJDCQ 未说明属于哪个村</translation>
    </message>
    <message>
        <source>it must stay as it is</source>
        <translation>该图斑须保持原样</translation>
    </message>
    <message>
        <source>its parentheses do not match</source>
        <translation>括号不配对</translation>
    </message>
    <message>
        <source>its repair would bring about other faults</source>
        <translation>修复会引起其他问题</translation>
    </message>
    <message>
        <source>longest shared border</source>
        <translation>最长公共边</translation>
    </message>
    <message>
        <source>mainland</source>
        <translation>陆地</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>new patch with a new BSM</source>
        <translation>新图斑，BSM 新编</translation>
    </message>
    <message>
        <source>no layer CJDCQ was given</source>
        <translation>未给出 CJDCQ 图层</translation>
    </message>
    <message>
        <source>no neighbour has the same village and ownership</source>
        <translation>没有同村同权属的相邻图斑</translation>
    </message>
    <message>
        <source>no patch beside it belongs to village {code}, where it lies</source>
        <translation>此处位于村 {code}，而相邻图斑都不属于该村</translation>
    </message>
    <message>
        <source>no patch beside it can take it</source>
        <translation>没有可并入的相邻图斑</translation>
    </message>
    <message>
        <source>node put in; the border follows it by less than 0.1 mm</source>
        <translation>补节点；边界随之移动不足 0.1 mm</translation>
    </message>
    <message>
        <source>north-east corner</source>
        <translation>东北角</translation>
    </message>
    <message>
        <source>north-west corner</source>
        <translation>西北角</translation>
    </message>
    <message>
        <source>not a class of the standard</source>
        <translation>非标准地类</translation>
    </message>
    <message>
        <source>note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>界外</translation>
    </message>
    <message>
        <source>part given up</source>
        <translation>拆出的部分</translation>
    </message>
    <message>
        <source>reopened</source>
        <translation>复现</translation>
    </message>
    <message>
        <source>repeated vertex taken out</source>
        <translation>删除重复节点</translation>
    </message>
    <message>
        <source>rules checked</source>
        <translation>检查规则数</translation>
    </message>
    <message>
        <source>same class</source>
        <translation>地类相同</translation>
    </message>
    <message>
        <source>size: length of the segment that the vertex divides</source>
        <translation>大小：该节点所分线段的长度</translation>
    </message>
    <message>
        <source>south-east corner</source>
        <translation>东南角</translation>
    </message>
    <message>
        <source>south-west corner</source>
        <translation>西南角</translation>
    </message>
    <message>
        <source>still there</source>
        <translation>仍在</translation>
    </message>
    <message>
        <source>the cell is empty but must be filled in.</source>
        <translation>单元格为空，必须填写。</translation>
    </message>
    <message>
        <source>the cell of the elevation model in m</source>
        <translation>DEM 像元大小（m）</translation>
    </message>
    <message>
        <source>the column is missing.</source>
        <translation>缺少该列。</translation>
    </message>
    <message>
        <source>the column is there more than once.</source>
        <translation>该列重复出现。</translation>
    </message>
    <message>
        <source>the county outline is not changed</source>
        <translation>行政区界不作改动</translation>
    </message>
    <message>
        <source>the grade does not begin where the grade before it ends.</source>
        <translation>该坡度级的下限与前一级的上限不一致。</translation>
    </message>
    <message>
        <source>the layer has no field {fields}</source>
        <translation>图层没有字段 {fields}</translation>
    </message>
    <message>
        <source>the layer has no field {field}</source>
        <translation>图层没有字段 {field}</translation>
    </message>
    <message>
        <source>the layer has no geometry</source>
        <translation>图层没有几何图形</translation>
    </message>
    <message>
        <source>the mean number of vertices</source>
        <translation>平均节点数</translation>
    </message>
    <message>
        <source>the mean patch area in m2 (area by patches)</source>
        <translation>平均图斑面积（m²，县面积除以图斑数）</translation>
    </message>
    <message>
        <source>the number of defects of each kind</source>
        <translation>每类缺陷的个数</translation>
    </message>
    <message>
        <source>the number of villages</source>
        <translation>村级调查区个数</translation>
    </message>
    <message>
        <source>the patch must stay as it is</source>
        <translation>该图斑须保持原样</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>the three-degree zone</source>
        <translation>三度带带号</translation>
    </message>
    <message>
        <source>took in patch {bsm}, which has no row any more</source>
        <translation>并入图斑 {bsm}，后者不再单独成行</translation>
    </message>
    <message>
        <source>vertex moved {distance:.3f} m</source>
        <translation>节点移动 {distance:.3f} m</translation>
    </message>
    <message>
        <source>vertex repeated</source>
        <translation>节点重复</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>whole sheet</source>
        <translation>整幅</translation>
    </message>
    <message>
        <source>{algorithm} stopped at a fault of its own ({reason}): please report it with the log of this run.</source>
        <translation>{algorithm} 因程序自身错误中止（{reason}）：请连同本次运行的日志一并反馈。</translation>
    </message>
    <message>
        <source>{count} areas have no geometry and were left out.</source>
        <translation>{count} 个区域没有几何图形，已略去。</translation>
    </message>
    <message>
        <source>{count} control areas are too far from their patches, most of all {unit}: its {patches} patches add up to {sum} m², its control area is {control} m², and the difference of {difference} m² is more than {limit} m² a patch; look for missing or doubled patches and for another boundary.</source>
        <translation>{count} 个控制面积与其图斑相差过大，最大的是 {unit}：其 {patches} 个图斑面积之和为 {sum} m²，控制面积为 {control} m²，相差 {difference} m²，超过每图斑 {limit} m²；请检查图斑是否遗漏、重复，或界线是否不同。</translation>
    </message>
    <message>
        <source>{count} control areas have no patches here, such as {unit} with {area} m².</source>
        <translation>{count} 个控制面积在此没有图斑，例如 {unit}，{area} m²。</translation>
    </message>
    <message>
        <source>{count} control areas have no usable code in {code} or no area in {area}: fill them in.</source>
        <translation>{count} 个控制面积的 {code} 代码不可用或 {area} 没有面积：请补全。</translation>
    </message>
    <message>
        <source>{count} exceptions of the error GeoPackage have no reason or no name: they do not count.</source>
        <translation>错误 GeoPackage 中有 {count} 个例外缺理由或姓名：不起作用。</translation>
    </message>
    <message>
        <source>{count} findings are fixed and were left so.</source>
        <translation>{count} 个问题已消除，保持不变。</translation>
    </message>
    <message>
        <source>{count} geometries cannot be read (rings not closed or too short) and count as NULL.</source>
        <translation>有 {count} 个几何图形无法读取（环未闭合或节点过少），按空几何处理。</translation>
    </message>
    <message>
        <source>{count} parts became patches with a BSM of their own: number them (TBBH) anew.</source>
        <translation>{count} 个部分成为独立图斑，BSM 已新编：请重新编号（TBBH）。</translation>
    </message>
    <message>
        <source>{count} patches have a land class in DLBM that the standard does not know, such as “{code}”: they count as land of no class. Run Check attributes to list them.</source>
        <translation>{count} 个图斑的 DLBM 地类编码不在标准中，例如“{code}”：这些图斑按无地类处理。请运行“属性检查”列出它们。</translation>
    </message>
    <message>
        <source>{count} patches have neither KCXS nor TBDLMJ: deduct the ridges of these afterwards.</source>
        <translation>{count} 个图斑既无 KCXS 也无 TBDLMJ：请随后对其扣除田坎。</translation>
    </message>
    <message>
        <source>{count} patches have no area in TBMJ or a negative one: compute the ellipsoidal areas first.</source>
        <translation>{count} 个图斑的 TBMJ 为空或为负：请先计算椭球面积。</translation>
    </message>
    <message>
        <source>{count} patches have no area: they have no geometry or lie outside the zone of the layer.</source>
        <translation>{count} 个图斑没有面积：无几何图形，或位于图层投影带之外。</translation>
    </message>
    <message>
        <source>{count} patches have no geometry; their TBMJ was taken as it is.</source>
        <translation>{count} 个图斑没有几何图形，其 TBMJ 按原值采用。</translation>
    </message>
    <message>
        <source>{count} patches have no slope data under them and got no grade: they are listed as findings.</source>
        <translation>{count} 个图斑下没有坡度数据，未赋坡度级别：已列为问题。</translation>
    </message>
    <message>
        <source>{count} patches without TBDLMJ are not in the table; the findings of the steps before say why.</source>
        <translation>有 {count} 个图斑没有图斑地类面积 TBDLMJ，未计入汇总表；原因见前面步骤的问题。</translation>
    </message>
    <message>
        <source>{count} polygons of the slope map have no grade 1 to 5 in {field}: correct them, or leave them out by a selection or filter.</source>
        <translation>坡度图中有 {count} 个多边形的 {field} 不是 1 至 5 级；请改正，或用选择集、过滤条件将其排除。</translation>
    </message>
    <message>
        <source>{count} polygons of the survey area are not valid: repair them before sheets are cut.</source>
        <translation>调查区域有 {count} 个多边形几何无效：请先修复再切割图幅。</translation>
    </message>
    <message>
        <source>{count} polygons of the survey area have no unit in {field}: fill it in.</source>
        <translation>调查区域有 {count} 个多边形的 {field} 没有单位：请填写。</translation>
    </message>
    <message>
        <source>{count} repaired gaps and overlaps lay between different owners (QSDWDM, QSXZ): look at the ledger.</source>
        <translation>已修复的缝隙和重叠中有 {count} 处位于不同权属（QSDWDM、QSXZ）之间：请查看台账。</translation>
    </message>
    <message>
        <source>{count} units have patches but no control area, such as {unit}: complete the control areas.</source>
        <translation>{count} 个单位有图斑而没有控制面积，例如 {unit}：请补全控制面积。</translation>
    </message>
    <message>
        <source>{errors} errors, {warnings} warnings, {notes} notes</source>
        <translation>错误 {errors} 个，警告 {warnings} 个，提示 {notes} 个</translation>
    </message>
    <message>
        <source>{exceptions} exceptions, {fixed} fixed</source>
        <translation>例外 {exceptions} 个，已消除 {fixed} 个</translation>
    </message>
    <message>
        <source>{kind}: {count} places; those of the same patches are told as one finding.</source>
        <translation>{kind}：{count} 处；同一对图斑之间的合为一个问题。</translation>
    </message>
    <message>
        <source>{kind}: {new} new, {fixed} fixed, {still_there} still there</source>
        <translation>{kind}：新增 {new} 个，已消除 {fixed} 个，仍在 {still_there} 个</translation>
    </message>
    <message>
        <source>{message} Not repaired: {reason}.</source>
        <translation>{message}未修复：{reason}。</translation>
    </message>
    <message>
        <source>{number} of {total} patches lie outside the zone of the layer's coordinate reference system; their eastings may lack or carry the zone number: set the system that the coordinates were made in.</source>
        <translation>{total} 个图斑中有 {number} 个位于图层坐标系的投影带之外；可能横坐标缺少或多出带号：请设置数据实际采用的坐标系。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): choose a folder that you may write to.</source>
        <translation>无法写入 {path}（{reason}）：请选择有写入权限的文件夹。</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}): close what has it open or choose another file.</source>
        <translation>无法写入 {path}（{reason}）：请关闭占用该文件的程序，或另选文件。</translation>
    </message>
    <message>
        <source>{path} is being written or edited by another program: wait for its end or stop editing there, then start again.</source>
        <translation>{path} 正被其他程序写入或编辑：请等其结束，或在该处停止编辑后重新运行。</translation>
    </message>
    <message>
        <source>{path} is not an error GeoPackage: choose another file, so that nothing in it is lost.</source>
        <translation>{path} 不是错误 GeoPackage：请另选文件，以免其中内容丢失。</translation>
    </message>
    <message>
        <source>{repaired} findings repaired, {errors} errors remain.</source>
        <translation>已修复问题 {repaired} 个，剩余错误 {errors} 个。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{width:.2f} m wide</source>
        <translation>宽 {width:.2f} m</translation>
    </message>
    <message>
        <source>{word} needs a text with at most {count} wildcards after it</source>
        <translation>{word} 之后应为通配符不超过 {count} 个的文本</translation>
    </message>
    <message>
        <source>“{number}” is not a sheet number of GB/T 13989-2012, such as H50 or H50G093004.</source>
        <translation>“{number}”不是 GB/T 13989-2012 的图幅号，图幅号形如 H50 或 H50G093004。</translation>
    </message>
    <message>
        <source>“{value}” in {code} names no unit: counties have 6, townships 9 and villages 12 digits.</source>
        <translation>{code} 中的“{value}”不表示任何单位：县代码 6 位，乡镇 9 位，村 12 位。</translation>
    </message>
</context>
</TS>
